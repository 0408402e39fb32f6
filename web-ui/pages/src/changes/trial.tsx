import { effect, signal } from "@preact/signals";
import { t } from "../work/kit.tsx";
import { left, mayEdit, minutes, order, revisions, trial } from "./config.ts";
import { Answer, type Told } from "./answer.tsx";
import { applied } from "./applied.ts";

const told = signal<Told | undefined>(undefined);
const waited = signal(0);

/** Says what has come of a trial that nobody confirmed. */
effect(() => {
  const { inForce, revisions: all } = revisions.value;
  const before = waited.peek();
  if (trial.value !== undefined) {
    waited.value = inForce;
  } else if (before > 0) {
    waited.value = 0;
    if (inForce > before && /not confirmed/.test(all.at(-1)?.reason ?? "")) {
      applied.value = { ok: false, title: t("changes.returned", { number: inForce }), lines: [] };
    }
  }
});

/** The revision that goes back by itself: how long it has, and the two ways to end it. */
export function Trial() {
  const running = trial.value;
  if (running === undefined) {
    return <Answer told={told.value} />;
  }
  const number = revisions.value.inForce;
  const end = async (path: string, body: unknown, done: string) => {
    const answer = await order(path, body);
    told.value = { ok: answer.ok, title: answer.ok ? done : t("changes.refused"), lines: answer.lines };
  };
  const seconds = left.value ?? 0;
  return (
    <section class="trial" aria-live="polite">
      <p class="trial-words">
        <span aria-hidden="true">↻ </span>
        {seconds === 0
          ? t("changes.waitingOver", { back: running.back })
          : t("changes.waiting", { number, back: running.back, left: minutes(seconds) })}
      </p>
      {mayEdit.value && (
        <div class="row">
          <button type="button" class="main" onClick={() => void end("/confirmation", undefined, t("changes.kept", { number }))}>
            {t("changes.confirm")}
          </button>
          <button type="button" class="secondary outline" onClick={() => void end(`/revisions/${running.back}/rollback`, {}, t("changes.applied"))}>
            {t("changes.goBackNow")}
          </button>
        </div>
      )}
      <Answer told={told.value} />
    </section>
  );
}
