import { type ReadonlySignal, type Signal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ago, api, confirm, linesOf, live, query, t, time } from "../work/kit.tsx";
import { drafts, type Difference } from "../editor/drafts.ts";
import { Answer, type Told } from "./answer.tsx";
import { applied } from "./applied.ts";
import { mayEdit, order, partners, type Revision, revisions, trial } from "./config.ts";
import { DifferenceView } from "./difference.tsx";

function Where({ revision }: { revision: Revision }) {
  const here = revision.number === revisions.value.inForce;
  return (
    <>
      {here && <mark>{t(`changes.${trial.value === undefined ? "here" : "onTrial"}`)}</mark>}
      {partners.value.filter(p => p.serial === revision.serial && (here || p.serial !== current())).map(p => (
        <mark key={p.name} class="partner">
          {t("changes.partner", { name: p.name })}
        </mark>
      ))}
    </>
  );
}

const current = () => revisions.value.revisions.find(r => r.number === revisions.value.inForce)?.serial;

/** The files that were in force: who, when, why; any two side by side; each as a draft, or in force again. */
export function History({ openDraft }: { openDraft: (number: number) => void }) {
  const all = [...revisions.value.revisions].reverse();
  const newest = revisions.value.inForce;
  const picked = useSignal(query.value.get("from") ?? "");
  const before = useComputed(() => (picked.value === "" ? String(revisions.value.revisions.at(-2)?.number ?? "running") : picked.value));
  const after = useSignal(query.value.get("to") ?? "running");
  const difference = useSignal<Difference | undefined>(undefined);
  const text = useSignal<{ number: number; text: string } | undefined>(undefined);
  const told = useSignal<Told | undefined>(undefined);
  const fail = (problem: unknown) => (told.value = { ok: false, title: t("changes.refused"), lines: linesOf(problem) });
  useEffect(() => {
    difference.value = undefined;
    if (mayEdit.value && before.value !== after.value) {
      api.get<Difference>(`/revisions/${before.value}/diff/${after.value}`).then(d => (difference.value = d), fail);
    }
  }, [before.value, after.value, newest]);
  const restore = (number: number) => drafts.create(number).then(d => openDraft(d.head.number), fail);
  const again = async (number: number) => {
    const yes = await confirm({
      level: "C3",
      title: t("changes.rollback"),
      text: t("changes.rollbackAsk", { number }),
      word: String(number),
      reason: true,
      yes: t("changes.rollback"),
    });
    if (yes) {
      const answer = await order(`/revisions/${number}/rollback`, { reason: yes.reason });
      applied.value = { ok: answer.ok, title: t(`changes.${answer.ok ? "applied" : "refused"}`), lines: answer.lines };
    }
  };
  const show = (number: number) => drafts.revisionText(number).then(t => (text.value = { number, text: t }), fail);
  const names = ["running", "file", ...all.map(r => String(r.number))];
  const title = (name: string) => (name === "running" || name === "file" ? t(`changes.${name}`) : name);
  const picker = (chosen: ReadonlySignal<string>, set: Signal<string>, key: "compareFrom" | "compareTo") => (
    <label>
      {t(`changes.${key}`)}
      <select value={chosen.value} onChange={e => (set.value = e.currentTarget.value)}>
        {names.map(name => (
          <option key={name} value={name}>
            {title(name)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section class="history">
      <Answer told={told.value} />
      <div class="scroll">
        <table>
          <thead>
            <tr>
              {(["number", "at", "who", "why", "serial", "size", "where"] as const).map(key => (
                <th key={key} scope="col" class={key === "size" || key === "serial" ? "wide-only" : ""}>
                  {t(`changes.${key}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {all.map(r => (
              <tr key={r.number} class={r.number === newest ? "current" : ""}>
                <th scope="row">{r.number}</th>
                <td title={time(r.at)}>{ago(r.at)}</td>
                <td>{r.actor}</td>
                <td class="why">{r.reason}</td>
                <td class="wide-only">{r.serial}</td>
                <td class="wide-only">{t("changes.bytes", { count: r.bytes })}</td>
                <td>
                  <Where revision={r} />
                </td>
                <td class="actions">
                  {mayEdit.value && (
                    <>
                      <button type="button" class="small outline" onClick={() => void show(r.number)}>
                        {t("changes.show")}
                      </button>
                      <button type="button" class="small outline" onClick={() => void restore(r.number)}>
                        {t("changes.asDraft")}
                      </button>
                      {r.number !== newest && live.value?.view.director.role !== "standby" && (
                        <button type="button" class="small outline secondary" onClick={() => void again(r.number)}>
                          {t("changes.rollback")}
                        </button>
                      )}
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {text.value !== undefined && (
        <details open>
          <summary>
            {t("changes.number")} {text.value.number}
          </summary>
          <pre tabIndex={0}>{text.value.text}</pre>
        </details>
      )}
      {mayEdit.value ? (
        <section class="compare">
          <div class="row">
            {picker(before, picked, "compareFrom")}
            {picker(after, after, "compareTo")}
          </div>
          {difference.value !== undefined && <DifferenceView difference={difference.value} />}
        </section>
      ) : (
        <p class="muted">{t("changes.viewerDifference")}</p>
      )}
    </section>
  );
}
