import { signal } from "@preact/signals";
import { sides } from "../form/sides.ts";
import { type Change, change, type Effect, worst } from "../form/words.ts";
import { fieldTitle, t } from "../work/kit.tsx";
import type { Difference } from "../editor/drafts.ts";

const view = signal<"words" | "text" | "sides">("words");

const effectKey = (effect: Effect) => (effect === "cut" ? "effectCut" : effect === "new" ? "effectNew" : "effectNone");
const EFFECT_SHAPE: Readonly<Record<Effect, string>> = { none: "○", new: "▷", cut: "✕" };

export const EffectMark = ({ effect }: { effect: Effect }) => (
  <span class={`conn conn-${effect}`}>
    <span aria-hidden="true">{EFFECT_SHAPE[effect]}</span> {t(`changes.${effectKey(effect)}`)}
  </span>
);

/** Where a change is, in words. */
export function place(path: readonly string[]): string {
  const [kind, name, , server] = path;
  if (kind === undefined) {
    return t("changes.global");
  }
  const service = t(`changes.${kind === "failover" ? "failover" : "virtual"}`, { name: name ?? "" });
  return server === undefined ? service : `${service}, ${t("changes.server", { name: server })}`;
}

const shown = (value: string) => (value === "unset" ? t("changes.unset") : value);

function Row({ change: c }: { change: Change }) {
  if (c.group === "other") {
    return <li>{c.sentence}</li>;
  }
  const kind = (c.path.length === 4 ? "server" : (c.path[0] ?? "top")) as "top" | "virtual" | "failover" | "server";
  return (
    <li>
      <span class="diff-what">
        <strong>{place(c.path)}</strong>
        {c.keyword !== "" && (
          <>
            {" · "}
            {fieldTitle(kind, c.keyword)} <code>{c.keyword}</code>
          </>
        )}
      </span>
      {c.keyword !== "" && (
        <span class="diff-values">
          <del>{shown(c.was)}</del> <span aria-hidden="true">→</span> <ins>{shown(c.now)}</ins>
        </span>
      )}
      <EffectMark effect={c.effect} />
    </li>
  );
}

function Words({ difference }: { difference: Difference }) {
  const changes = difference.words.filter(w => w !== "nothing changes by effect").map(change);
  if (changes.length === 0) {
    return <p>{t(`changes.${difference.text.length === 0 ? "nothingChanges" : "onlyText"}`)}</p>;
  }
  const groups = (["removed", "added", "changed", "other"] as const).map(group => ({ group, rows: changes.filter(c => c.group === group) }));
  return (
    <>
      {worst(changes) === "cut" && <p class="warn">{t("changes.effectsCut")}</p>}
      {groups.filter(g => g.rows.length > 0).map(({ group, rows }) => (
        <section key={group}>
          <h4>
            {t(`changes.${group}`)} <small>({rows.length})</small>
          </h4>
          <ul class="diff-words">{rows.map(c => <Row key={c.sentence} change={c} />)}</ul>
        </section>
      ))}
    </>
  );
}

const lineClass = (line: string) =>
  line.startsWith("@@") ? "hunk" : line.startsWith("+") ? "plus" : line.startsWith("-") ? "minus" : "same";

const Text = ({ lines }: { lines: readonly string[] }) => (
  <pre class="diff-text" tabIndex={0} aria-label={t("changes.asText")}>
    {lines.map((line, i) => (
      <span key={i} class={lineClass(line)}>{`${line}\n`}</span>
    ))}
  </pre>
);

const Sides = ({ lines }: { lines: readonly string[] }) => (
  <div class="scroll" tabIndex={0} role="group" aria-label={t("changes.sideBySide")}>
    <table class="diff-sides">
      <tbody>
        {sides(lines).map((row, i) => (
          <tr key={i} class={row.kind}>
            {row.kind === "hunk" ? (
              <td colSpan={2}>{row.left}</td>
            ) : (
              <>
                <td class={row.kind === "changed" && row.left !== "" ? "minus" : ""}>{row.left}</td>
                <td class={row.kind === "changed" && row.right !== "" ? "plus" : ""}>{row.right}</td>
              </>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** A difference, in words grouped by what is done, or as text. */
export function DifferenceView({ difference }: { difference: Difference }) {
  const views = [["words", "asWords"], ["text", "asText"], ["sides", "sideBySide"]] as const;
  return (
    <section class="difference">
      <header class="row">
        <h3>{t("changes.difference")}</h3>
        <div class="views" role="group" aria-label={t("changes.difference")}>
          {views.map(([id, key]) => (
            <button key={id} type="button" class="small outline" aria-pressed={view.value === id} onClick={() => (view.value = id)}>
              {t(`changes.${key}`)}
            </button>
          ))}
        </div>
      </header>
      {view.value === "words" && <Words difference={difference} />}
      {view.value === "text" && <Text lines={difference.text} />}
      {view.value === "sides" && <Sides lines={difference.text} />}
    </section>
  );
}
