import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ago, api, copy, go, kindWord, lang, query, t, time } from "../work/kit.tsx";
import { mayEdit } from "../changes/config.ts";
import { addressOf, type AuditRow, chosen, csv, different, type Entry, type EventRow, type Filter, filterOf, jsonLines, ofAudit, ofEvent } from "./rows.ts";

const entries = signal<readonly Entry[]>([]);
const trouble = signal("");
const copied = signal(false);
/** So many rows are drawn; the exports have all. */
const MOST_ROWS = 300;

async function load(): Promise<void> {
  try {
    const [events, audit] = await Promise.all([
      api.get<{ events: readonly EventRow[] }>("/events?limit=1000"),
      mayEdit.value ? api.get<{ entries: readonly AuditRow[] }>("/audit?limit=1000") : Promise.resolve({ entries: [] }),
    ]);
    entries.value = [...events.events.map(e => ofEvent(e, lang.value === "ja" ? e.ja : e)), ...audit.entries.map(ofAudit)];
    trouble.value = "";
  } catch (problem) {
    trouble.value = String(problem);
  }
}

const filter = computed(() => filterOf(query.value));
const shown = computed(() => chosen(entries.value, filter.value));

const set = (change: Partial<Filter>) => go(addressOf({ ...filter.value, ...change }), { replace: true });

function save(name: string, type: string, text: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function Select({ label, name, words }: { label: string; name: "kind" | "who" | "result" | "source"; words: readonly (readonly [string, string])[] }) {
  return (
    <label>
      {label}
      <select value={filter.value[name]} onChange={e => set({ [name]: e.currentTarget.value })}>
        <option value="">{t("records.all")}</option>
        {words.map(([value, shownAs]) => (
          <option key={value} value={value}>
            {shownAs}
          </option>
        ))}
      </select>
    </label>
  );
}

const same = (words: readonly string[]) => words.map(w => [w, w] as const);

function Filters() {
  return (
    <form class="filters" onSubmit={e => e.preventDefault()}>
      <label class="grow">
        {t("records.search")}
        <input type="search" value={filter.value.q} onInput={e => set({ q: e.currentTarget.value })} />
      </label>
      {mayEdit.value && (
        <Select label={t("records.kind")} name="source" words={[["event", t("records.events")], ["audit", t("records.audit")]]} />
      )}
      <Select label={t("records.what")} name="kind" words={different(entries.value, e => e.kind).map(k => [k, kindWord(k)] as const)} />
      <Select label={t("records.person")} name="who" words={same(different(entries.value, e => e.who))} />
      {mayEdit.value && (
        <Select label={t("records.result")} name="result" words={(["done", "failed", "refused"] as const).map(r => [r, t(`records.${r}`)] as const)} />
      )}
      {(["from", "to"] as const).map(end => (
        <label key={end}>
          {t(`records.${end}`)}
          <input type="datetime-local" value={filter.value[end]} onChange={e => set({ [end]: e.currentTarget.value })} />
        </label>
      ))}
    </form>
  );
}

const Row = ({ entry: e }: { entry: Entry }) => (
  <tr class={e.result === "refused" || e.result === "failed" ? "bad" : ""}>
    <td class="nowrap" title={ago(e.at)}>
      {time(e.at)}
    </td>
    <td>{kindWord(e.kind)}</td>
    <th scope="row">{e.object}</th>
    <td>
      {e.was !== "" && `${e.was} → `}
      {e.now}
      {(e.result === "refused" || e.result === "failed") && <strong class="wrong"> {t(`records.${e.result}`)}</strong>}
    </td>
    <td class="why">{e.why}</td>
    <td>
      {e.who} {e.from !== "" && <small class="muted">{e.from}</small>}
    </td>
  </tr>
);

/** Events and audit in one list, by a filter that is its address. */
export function RecordList() {
  useEffect(() => {
    void load();
  }, [mayEdit.value]);
  const rows = shown.value;
  const copyLink = () =>
    copy(location.href).then(() => {
      copied.value = true;
      setTimeout(() => (copied.value = false), 3000);
    });
  return (
    <section class="records">
      <Filters />
      <div class="row">
        <span role="status">{t("records.shown", { count: rows.length, all: entries.value.length })}</span>
        <button type="button" class="small outline" onClick={() => void load()}>
          {t("records.refresh")}
        </button>
        <button type="button" class="small outline" onClick={() => go("/records")}>
          {t("records.clear")}
        </button>
        <span class="grow" />
        <button type="button" class="small outline" onClick={() => save("arapaima.csv", "text/csv", csv(rows))}>
          {t("records.csv")}
        </button>
        <button type="button" class="small outline" onClick={() => save("arapaima.jsonl", "application/jsonl", jsonLines(rows))}>
          {t("records.jsonl")}
        </button>
        <button type="button" class="small outline" onClick={() => void copyLink()}>
          {t(`records.${copied.value ? "linkCopied" : "link"}`)}
        </button>
      </div>
      {trouble.value !== "" && <p class="warn">{trouble.value}</p>}
      {!mayEdit.value && <p class="muted">{t("records.auditEditors")}</p>}
      {rows.length === 0 ? (
        <p class="empty">{t("records.none")}</p>
      ) : (
        <div class="scroll">
          <table>
            <thead>
              <tr>
                {(["at", "what", "object", "change", "why", "who"] as const).map(key => (
                  <th key={key} scope="col">
                    {t(`records.${key}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.slice(0, MOST_ROWS).map(e => (
                <Row key={`${e.source} ${e.seq}`} entry={e} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
