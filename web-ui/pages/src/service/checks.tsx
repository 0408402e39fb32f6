import { useSignal } from "@preact/signals";
import { api, outcome, type Schemas } from "../api/client.ts";
import { useEvery } from "../api/every.ts";
import { shown, type Headline } from "../api/headline.ts";
import type { Service } from "../api/live.ts";
import { Ago } from "../part/ago.tsx";
import { State } from "../part/state.tsx";
import { Table, type Column } from "../part/table.tsx";
import { compact, span, t } from "../text/index.ts";

type Result = Schemas["CheckResults"]["checks"][number];
const RHYTHM = 3000;

const STATES: Record<Result["state"], Headline> = { up: "up", down: "down", unknown: "unknown" };

/** How far a check is from another verdict. */
function progress(r: Result): string {
  const p = r.progress;
  if (r.state === "up") return p.failures > 0 ? t("service.fails", { n: p.failures, of: p.fall }) : "";
  return p.needed > 1 ? t("service.passes", { n: p.passes, of: p.needed }) : "";
}

function columns(): Column<Result>[] {
  return [
    { key: "state", head: t("services.state"), compare: (a, b) => a.state.localeCompare(b.state), cell: (r) => <State state={shown(STATES[r.state])} /> },
    { key: "server", head: t("service.col.server"), class: "name", compare: (a, b) => a.subject.localeCompare(b.subject, undefined, { numeric: true }), cell: (r) => <><strong>{r.subject}</strong><span class="mono quiet sub">{r.check} {r.target}</span></> },
    { key: "at", head: t("service.col.asked"), class: "num since", cell: (r) => (r.last ? <Ago at={r.last.at} /> : "–") },
    { key: "took", head: t("service.col.took"), class: "num", compare: (a, b) => (a.last?.seconds ?? 0) - (b.last?.seconds ?? 0), cell: (r) => (r.last && r.last.seconds > 0 ? t("service.ms", { n: compact(r.last.seconds * 1000) }) : "–") },
    { key: "text", head: t("service.col.why"), class: "why", cell: (r) => <><span class={r.last?.result === "failed" ? "s-down" : ""}>{r.last?.text ?? t("service.noAnswerYet")}</span>{r.inconclusive && <span class="said"> {t("now.notJudged", { why: r.inconclusive })}</span>}</> },
    { key: "progress", head: t("service.col.progress"), class: "wide", cell: progress },
    { key: "pace", head: t("service.col.pace"), class: "num wide", cell: (r) => span(r.intervalSeconds) },
  ];
}

/** The last answer of every check of a service, read anew while it is looked at. */
export function Checks({ service }: { service: Service }) {
  const found = useSignal<readonly Result[] | null>(null);
  const trouble = useSignal("");
  useEvery(RHYTHM, async (open) => {
    const asked = await outcome(api.GET("/api/v1/check-results", { params: { query: { name: service.name } } }));
    if (!open()) return;
    if (asked.ok) found.value = (asked.data as Schemas["CheckResults"]).checks;
    trouble.value = asked.ok ? "" : asked.problem.detail;
  }, [service.name]);
  if (trouble.value !== "") return <p class="wrong">{trouble.value}</p>;
  if (found.value === null) return <p class="quiet">{t("part.loading")}</p>;
  return <div class="servers probes"><Table label={t("service.tab.checks")} rows={found.value} columns={columns()} id={(r) => `${r.subject} ${r.check} ${r.target}`} name={(r) => r.subject} /></div>;
}
