import { useSignal } from "@preact/signals";
import { api, ApiProblem, t } from "../work/kit.tsx";
import { find, value } from "../form/tree.ts";
import type { Place } from "./field.tsx";

/** What one server answered. */
interface Tried {
  readonly server: string;
  readonly check: string;
  readonly result: string;
  readonly text: string;
  readonly milliseconds: number;
}

/** Asks every server of the service once, as it stands in the draft, and shows what each answered. */
export function TryChecks({ place, checks }: { place: Place; checks: readonly string[] }) {
  const tried = useSignal<readonly Tried[]>([]);
  const busy = useSignal(false);
  const refusal = useSignal("");
  const block = find(place.session.tree.value, place.path);
  const servers = (block?.blocks ?? []).filter(b => value(b, "active") === "1");
  const run = async () => {
    busy.value = true;
    refusal.value = "";
    try {
      tried.value = await tryAll(place, checks);
    } catch (problem) {
      refusal.value = problem instanceof ApiProblem ? problem.words() : String(problem);
    } finally {
      busy.value = false;
    }
  };
  return (
    <section class="try">
      <button type="button" class="small" disabled={busy.value || servers.length === 0 || place.readOnly} onClick={() => void run()}>
        {t(`editor.${busy.value ? "trying" : "tryAll"}`)}
      </button>{" "}
      <small>{t(`editor.${servers.length === 0 ? "tryNone" : "tryHint"}`)}</small>
      <div role="status">
        {refusal.value !== "" && <p class="wrong">{refusal.value}</p>}
        <ul class="tried">
          {tried.value.map(one => (
            <li key={`${one.server} ${one.check}`} class={one.result}>
              <strong>{one.server}</strong> {checks.length > 1 && <code>{one.check}</code>}{" "}
              {one.result === "passed"
                ? t("editor.tried_passed", { ms: Math.round(one.milliseconds) })
                : t(`editor.${one.result === "failed" ? "tried_failed" : "tried_inconclusive"}`, { why: one.text })}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

async function tryAll(place: Place, checks: readonly string[]): Promise<readonly Tried[]> {
  const answer = await api.send<{ results: readonly Tried[] }>("POST", "/checks/try", {
    draft: place.session.head.value?.number ?? 0, service: place.path[1] ?? "", checks,
  });
  return answer.results;
}
