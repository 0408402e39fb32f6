import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ago, confirm, linesOf, Link, t } from "../work/kit.tsx";
import { drafts, type Difference, type DraftHead, type DraftProblem, type DraftState } from "../editor/drafts.ts";
import { merge } from "../form/merge.ts";
import { Answer, type Told } from "./answer.tsx";
import { applied } from "./applied.ts";
import { mayEdit, refresh, revisions, trial } from "./config.ts";
import { DifferenceView } from "./difference.tsx";

/** Seconds a trial lasts unless somebody wants otherwise. */
const TRIAL_SECONDS = 60;

export function Problems({ draft, problems, usable }: { draft: number; problems: readonly DraftProblem[]; usable: boolean }) {
  const verdict = !usable ? "notUsable" : problems.length > 0 ? "usableWithWarnings" : "noProblems";
  return (
    <section class="problems">
      <h3>{t("changes.problems")}</h3>
      <p class={usable ? "fine" : "warn"}>
        <span aria-hidden="true">{usable ? "✓ " : "✕ "}</span>
        {t(`changes.${verdict}`)}
      </p>
      <ol>
        {problems.map((p, i) => (
          <li key={i} class={p.severity}>
            <Link to={`/editor?draft=${draft}&line=${p.line}`} title={t("changes.jump")}>
              {t("changes.line", { line: p.line })}
            </Link>{" "}
            <strong>{t(`changes.${p.severity}`)}</strong> {p.message}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface Looked {
  readonly state: DraftState;
  readonly difference: Difference;
}

async function look(number: number): Promise<Looked> {
  const [state, difference] = await Promise.all([drafts.check(number), drafts.difference(number)]);
  return { state, difference };
}

/** Puts the changes of a draft that was overtaken onto the file in force, as a draft of its own. */
async function rebase(head: DraftHead): Promise<Told & { number: number }> {
  const [base, mine, theirs] = await Promise.all([
    drafts.revisionText(head.base), drafts.read(head.number).then(d => d.text), drafts.revisionText(revisions.value.inForce),
  ]);
  const merged = merge(base, mine, theirs);
  const made = await drafts.create(0);
  await drafts.replace(made.head, merged.text);
  await drafts.discard(head);
  const number = made.head.number;
  const count = merged.conflicts.length;
  const title = count === 0
    ? t("changes.rebased", { inForce: revisions.value.inForce, number })
    : t("changes.rebasedConflicts", { count, number });
  return { ok: count === 0, title, lines: merged.conflicts.map(c => `${t("changes.line", { line: c.line })}: ${c.mine.join(" / ")} | ${c.theirs.join(" / ")}`), number };
}

export function Draft({ head, changed }: { head: DraftHead; changed: (open?: number) => void }) {
  const looked = useSignal<Looked | undefined>(undefined);
  const told = useSignal<Told | undefined>(undefined);
  const reason = useSignal("");
  const seconds = useSignal(TRIAL_SECONDS);
  const force = useSignal(false);
  const busy = useSignal(false);
  const { number } = head;
  useEffect(() => {
    looked.value = undefined;
    look(number).then(l => (looked.value = l), (p: unknown) => (told.value = { ok: false, title: String(p), lines: [] }));
  }, [number, head.version]);
  const overtaken = head.base !== revisions.value.inForce;

  const run = async (action: () => Promise<void>) => {
    busy.value = true;
    try {
      await action();
    } catch (problem) {
      told.value = { ok: false, title: t("changes.refused"), lines: linesOf(problem) };
    } finally {
      busy.value = false;
    }
  };
  const apply = (confirmSeconds: number) =>
    run(async () => {
      const answer = await drafts.apply(head, { reason: reason.value, confirmSeconds, force: force.value });
      applied.value = { ok: true, title: t("changes.applied"), lines: answer.lines };
      await refresh();
      changed();
    });
  const discard = () =>
    run(async () => {
      if (await confirm({ level: "C1", text: t("changes.discardAsk", { number, author: head.author }), yes: t("changes.discard") })) {
        await drafts.discard(head);
        changed();
      }
    });
  const putOn = () =>
    run(async () => {
      const answer = await rebase(head);
      applied.value = answer;
      changed(answer.number);
    });
  const able = mayEdit.value && !overtaken && looked.value?.state.usable === true && !busy.value && trial.value === undefined;
  return (
    <article class="draft">
      <header class="row">
        <h2>{t("changes.draft", { number })}</h2>
        <span class="muted">
          {t("changes.draftOf", { author: head.author, ago: ago(head.changedAt) })}, {t("changes.basedOn", { base: head.base })}
        </span>
        <span class="grow" />
        <Link to={`/editor?draft=${number}`}>{t("changes.editForm")}</Link>
        <Link to={`/editor?draft=${number}&view=text`}>{t("changes.editText")}</Link>
        {mayEdit.value && (
          <button type="button" class="small secondary outline" onClick={() => void discard()}>
            {t("changes.discard")}
          </button>
        )}
      </header>
      {overtaken && (
        <div class="told bad">
          <p>{t("changes.stale", { base: head.base, inForce: revisions.value.inForce })}</p>
          <button type="button" class="main" disabled={busy.value} onClick={() => void putOn()}>
            {t("changes.rebase", { inForce: revisions.value.inForce })}
          </button>
        </div>
      )}
      <div class="draft-body" aria-busy={looked.value === undefined}>
        {looked.value !== undefined && (
          <>
            <DifferenceView difference={looked.value.difference} />
            <Problems draft={number} problems={looked.value.state.problems} usable={looked.value.state.usable} />
          </>
        )}
      </div>
      {mayEdit.value && (
        <footer class="apply">
          <label>
            {t("changes.reason")}
            <input value={reason.value} maxLength={200} onInput={e => (reason.value = e.currentTarget.value)} />
          </label>
          <label class="seconds">
            {t("changes.seconds")}
            <input type="number" min={5} max={86400} value={seconds.value} onInput={e => (seconds.value = Number(e.currentTarget.value))} />
          </label>
          {told.value?.lines.some(l => l.includes("force") || l.includes("edited")) && (
            <label class="force">
              <input type="checkbox" checked={force.value} onChange={e => (force.value = e.currentTarget.checked)} />
              {t("changes.force")}
            </label>
          )}
          <div class="row">
            <button type="button" class="main" disabled={!able || seconds.value < 5} onClick={() => void apply(seconds.value)}>
              {t("changes.applyFor", { seconds: seconds.value })}
            </button>
            <button type="button" class="secondary outline" disabled={!able} onClick={() => void apply(0)}>
              {t("changes.apply")}
            </button>
          </div>
        </footer>
      )}
      <Answer told={told.value} />
    </article>
  );
}
