import "../work/work.css";
import { signal } from "@preact/signals";
import { useEvery } from "../api/every.ts";
import { ago, go, linesOf, query, t } from "../work/kit.tsx";
import { drafts, type DraftHead } from "../editor/drafts.ts";
import { Answer, type Told } from "./answer.tsx";
import { applied } from "./applied.ts";
import { inForce, mayEdit, refresh } from "./config.ts";
import { Draft } from "./draft.tsx";
import { History } from "./history.tsx";
import { Trial } from "./trial.tsx";

const open = signal<readonly DraftHead[]>([]);
const told = signal<Told | undefined>(undefined);
/** How often drafts of others and the revision in force are looked for. */
const EVERY_MS = 5000;

async function load(): Promise<void> {
  await refresh();
  open.value = mayEdit.value ? (await drafts.list()).drafts : [];
}

const show = (number: number | undefined) => go(number === undefined ? "/changes" : `/changes?draft=${number}`);

const changed = (number?: number) => {
  void load();
  show(number);
};

async function create() {
  try {
    changed((await drafts.create(0)).head.number);
  } catch (problem) {
    told.value = { ok: false, title: t("changes.refused"), lines: linesOf(problem) };
  }
}

const Pick = ({ head, chosen }: { head: DraftHead; chosen: boolean }) => (
  <li>
    <button type="button" class={chosen ? "pick" : "pick outline"} aria-pressed={chosen} onClick={() => show(head.number)}>
      <strong>{t("changes.draft", { number: head.number })}</strong>
      <span>{t("changes.draftOf", { author: head.author, ago: ago(head.changedAt) })}</span>
    </button>
  </li>
);

function Drafts() {
  const chosen = open.value.find(d => String(d.number) === query.value.get("draft")) ?? open.value.at(-1);
  return (
    <div class="drafts">
      <nav aria-label={t("changes.drafts")}>
        <ul>
          {[...open.value].reverse().map(head => (
            <Pick key={head.number} head={head} chosen={head === chosen} />
          ))}
        </ul>
        {mayEdit.value && (
          <button type="button" class="outline" title={t("changes.newDraftHint")} onClick={() => void create()}>
            {t("changes.newDraft")}
          </button>
        )}
      </nav>
      {chosen === undefined ? (
        <p class="empty">
          {t("changes.noDrafts")}
          <br />
          <small>{t(`changes.${mayEdit.value ? "newDraftHint" : "readOnly"}`)}</small>
        </p>
      ) : (
        <Draft key={chosen.number} head={chosen} changed={changed} />
      )}
    </div>
  );
}

/** Changes: what is about to be in force, what is, and what was. */
export function Changes() {
  useEvery(EVERY_MS, () => load().catch(() => undefined));
  const tab = query.value.get("tab") === "history" ? "history" : "drafts";
  const now = inForce.value;
  return (
    <div class="work changes">
      <header>
        <h1>{t("changes.title")}</h1>
        {now !== undefined && <p class="muted">{t("changes.inForce", { number: now.number, ago: ago(now.at), who: now.actor })}</p>}
      </header>
      <Trial />
      <Answer told={applied.value ?? told.value} />
      <div class="tabs" role="group" aria-label={t("changes.title")}>
        <button type="button" class="outline" aria-pressed={tab === "drafts"} onClick={() => go("/changes")}>
          {t("changes.drafts")} {open.value.length > 0 && <small>({open.value.length})</small>}
        </button>
        <button type="button" class="outline" aria-pressed={tab === "history"} onClick={() => go("/changes?tab=history")}>
          {t("changes.history")}
        </button>
      </div>
      {tab === "drafts" ? <Drafts /> : <History openDraft={number => changed(number)} />}
    </div>
  );
}
