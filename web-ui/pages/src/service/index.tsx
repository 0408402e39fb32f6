import "../services/services.css";
import "./service.css";
import { canOperate } from "../api/act.ts";
import { isAbout, isReal, ofServer, ofService, ownName, shown, worse } from "../api/headline.ts";
import { director, events, now, serversByService, servicesById, type Server, type Service as Row } from "../api/live.ts";
import { ask, href, query, route } from "../frame/router.ts";
import { EventRow } from "../now/index.tsx";
import { ActButtons, order, verbText } from "../part/act.tsx";
import { Ago } from "../part/ago.tsx";
import { Shape, State } from "../part/state.tsx";
import { Table, useTicks, type Column } from "../part/table.tsx";
import { Topology } from "../part/topology.tsx";
import { compact, span, t, type Key } from "../text/index.ts";
import { whyOf } from "../text/said.ts";
import { Checks } from "./checks.tsx";
import { Raw } from "./raw.tsx";
import { Settings } from "./settings.tsx";
import { Traffic } from "./traffic.tsx";

/** One virtual service: its way, its settings, its servers, and what happened to it. */
export function Service() {
  if (director.value === null) return <div class="waiting" aria-busy="true" />;
  const service = servicesById.value.get(route.value.path[0] ?? "");
  if (!service) {
    return <section class="empty"><p>{t("service.gone")}</p><p><a href={href("services")}>{t("service.back")}</a></p></section>;
  }
  return <Known service={service} servers={serversByService.value.get(service.id) ?? []} />;
}

function Known({ service, servers }: { service: Row; servers: readonly Server[] }) {
  const state = ofService(service);
  return (
    <section class="screen service">
      <p class="crumb"><a href={href("services")}>{t("service.back")}</a></p>
      <header class={`headline s-${shown(state)}`}>
        <Shape state={shown(state)} size={30} />
        <div>
          <h1>{service.name} <small>{t(`state.${shown(state)}`)}</small></h1>
          <p>{t(`service.sentence.${service.state}`, { left: service.inService, all: service.servers })}</p>
        </div>
      </header>
      <div class="pair">
        <section class="card" aria-labelledby="way"><header><h2 id="way">{t("service.way")}</h2></header><Topology service={service} servers={servers} /></section>
        <Settings service={service} servers={servers} />
      </div>
      <Servers service={service} servers={servers} />
      <Tabs service={service} servers={servers} />
    </section>
  );
}

function weight(s: Server) {
  if (!s.inTable) return <span class="quiet" title={t("service.notInTable")}>{s.configuredWeight} → –</span>;
  return s.weight === s.configuredWeight ? String(s.weight) : <strong>{t("service.weightChanged", { configured: s.configuredWeight, effective: s.weight })}</strong>;
}

function Word({ server }: { server: Server }) {
  const o = server.override;
  return (
    <>
      <span class="said">{server.notJudged ? t("now.notJudged", { why: server.notJudged.why }) : whyOf(server)}</span>
      {o && (
        <span class="ordered s-maintenance">
          {t("service.orderBy", { verb: verbText(o.action), who: o.by })}{o.reason && `: ${o.reason}`}{o.until && ` · ${t("service.ends", { span: span((Date.parse(o.until) - now.value.getTime()) / 1000) })}`}
        </span>
      )}
    </>
  );
}

function columns(service: Row): Column<Server>[] {
  return [
    { key: "state", head: t("services.state"), compare: (a, b) => worse(ofServer(a), ofServer(b)), cell: (s) => <State state={shown(ofServer(s))} /> },
    { key: "name", head: t("service.col.server"), class: "name", compare: (a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }), cell: (s) => <><strong>{isReal(s) ? ownName(s, service) : t("topology.sorry")}</strong><span class="mono quiet sub">{s.address}</span></> },
    { key: "weight", head: t("service.col.weight"), class: "num", compare: (a, b) => a.weight - b.weight, cell: weight },
    { key: "active", head: t("service.col.active"), class: "num", compare: (a, b) => a.activeConnections - b.activeConnections, cell: (s) => compact(s.activeConnections) },
    { key: "inactive", head: t("service.col.inactive"), class: "num wide", compare: (a, b) => a.inactiveConnections - b.inactiveConnections, cell: (s) => compact(s.inactiveConnections) },
    { key: "since", head: t("service.col.since"), class: "num since", compare: (a, b) => Date.parse(b.since) - Date.parse(a.since), cell: (s) => <Ago at={s.since} /> },
    { key: "why", head: t("service.col.why"), class: "why", cell: (s) => <Word server={s} /> },
    { key: "act", head: "", class: "act", cell: (s) => (isReal(s) ? <ActButtons server={s} /> : null) },
  ];
}

function Servers({ service, servers }: { service: Row; servers: readonly Server[] }) {
  const ticks = useTicks();
  const shownServers = [...servers.filter(isReal).sort((a, b) => worse(ofServer(a), ofServer(b)) || a.name.localeCompare(b.name, undefined, { numeric: true })), ...servers.filter((s) => !isReal(s))];
  const ticked = servers.filter((s) => isReal(s) && ticks.ids.has(s.id));
  return (
    <section class="servers" aria-labelledby="servers">
      <h2 id="servers">{t("service.servers")}</h2>
      {ticked.length > 0 && canOperate() && (
        <div class="bulk">
          <strong>{t("service.ticked", { n: ticked.length })}</strong>
          {ticked.some((s) => !s.override) && <button type="button" onClick={() => order(ticked.filter((s) => !s.override), "quiesce")}>{verbText("quiesce")}</button>}
          {ticked.some((s) => !s.override) && <button type="button" onClick={() => order(ticked.filter((s) => !s.override), "force-down")}>{verbText("force-down")}</button>}
          {ticked.some((s) => s.override) && <button type="button" onClick={() => order(ticked.filter((s) => s.override), "auto")}>{verbText("auto")}</button>}
          <button type="button" class="bare" onClick={ticks.clear}>{t("part.cancel")}</button>
        </div>
      )}
      <Table label={t("service.servers")} rows={shownServers} columns={columns(service)} id={(s) => s.id} name={(s) => s.name} sort={query("sort")} onSort={(sort) => ask({ sort })} {...(canOperate() ? { ticks } : {})} />
    </section>
  );
}

const TABS = ["traffic", "checks", "events", "raw"] as const;

function Tabs({ service, servers }: { service: Row; servers: readonly Server[] }) {
  const wanted = query("tab");
  const tab = TABS.find((x) => x === wanted) ?? "traffic";
  return (
    <section class="tabs">
      <div role="tablist" aria-label={service.name}>
        {TABS.map((x) => <button key={x} type="button" role="tab" id={`tab-${x}`} aria-selected={tab === x} aria-controls="panel" onClick={() => ask({ tab: x })}>{t(`service.tab.${x}` as Key)}</button>)}
      </div>
      <div role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`}>{panel(tab, service, servers)}</div>
    </section>
  );
}

function panel(tab: (typeof TABS)[number], service: Row, servers: readonly Server[]) {
  switch (tab) {
    case "traffic": return <Traffic service={service} servers={servers} />;
    case "checks": return <Checks service={service} />;
    case "events": return <Events service={service} />;
    case "raw": return <Raw service={service} />;
  }
}

function Events({ service }: { service: Row }) {
  const of = events.value.filter((e) => isAbout(e, service)).slice(-100).reverse();
  return of.length === 0 ? <p class="quiet">{t("service.noEvents")}</p> : <ol class="events">{of.map((e) => <EventRow key={e.seq} event={e} />)}</ol>;
}
