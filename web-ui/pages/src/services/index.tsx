import "../chart/chart.css";
import "./services.css";
import { canOperate } from "../api/act.ts";
import { isProblem, isReal, ofServer, ofService, shown, worse, WORST, type Headline } from "../api/headline.ts";
import { director, servers, serversByService, services, type Server, type Service } from "../api/live.ts";
import { numbers, usePast, type Past } from "../chart/past.ts";
import { Spark } from "../chart/spark.tsx";
import { ask, href, query } from "../frame/router.ts";
import { order } from "../part/act.tsx";
import { Shape, State } from "../part/state.tsx";
import { Bar, Table, useTicks, type Column } from "../part/table.tsx";
import { compact, count, t, type Key } from "../text/index.ts";
import { matches, matchesServer, parse } from "./filter.ts";

const FOUND = 50;

interface Row {
  service: Service;
  active: number;
  inactive: number;
  orders: number;
  forwarding: string;
}

function row(service: Service): Row {
  const of = serversByService.value.get(service.id) ?? [];
  return {
    service,
    active: of.reduce((n, s) => n + s.activeConnections, 0),
    inactive: of.reduce((n, s) => n + s.inactiveConnections, 0),
    orders: of.filter((s) => s.override).length,
    forwarding: [...new Set(of.filter(isReal).map((s) => t(`forwarding.${s.forwarding}`)))].join(", "),
  };
}

function serving(service: Service): string {
  const key = `serving.${service.serving}` as Key;
  return t(key) ?? service.serving;
}

function columns(past: Past | null): Column<Row>[] {
  return [
    { key: "state", head: t("services.state"), compare: (a, b) => worse(ofService(a.service), ofService(b.service)), cell: (r) => <State state={shown(ofService(r.service))} /> },
    { key: "name", head: t("services.name"), class: "name", compare: (a, b) => a.service.name.localeCompare(b.service.name), cell: (r) => <a href={href("service", r.service.id)}>{r.service.name}</a> },
    { key: "address", head: t("services.address"), class: "mono address", compare: (a, b) => a.service.address.localeCompare(b.service.address, undefined, { numeric: true }), cell: (r) => `${r.service.address} ${r.service.protocol.toLowerCase()}` },
    { key: "servers", head: t("services.servers"), compare: (a, b) => a.service.inService / (a.service.servers || 1) - b.service.inService / (b.service.servers || 1), cell: (r) => <Bar part={r.service.inService} all={r.service.servers} bad={isProblem(ofService(r.service))} /> },
    { key: "active", head: t("services.active"), class: "num", compare: (a, b) => a.active - b.active, cell: (r) => compact(r.active) },
    { key: "rate", head: t("services.rate"), class: "wide", cell: (r) => <Spark values={numbers(past, r.service.id, "rate")} /> },
    { key: "inactive", head: t("services.inactive"), class: "num wide", compare: (a, b) => a.inactive - b.inactive, cell: (r) => compact(r.inactive) },
    { key: "forwarding", head: t("services.forwarding"), class: "wide", cell: (r) => r.forwarding },
    { key: "scheduler", head: t("services.scheduler"), class: "wide mono", compare: (a, b) => a.service.scheduler.localeCompare(b.service.scheduler), cell: (r) => r.service.scheduler },
    { key: "serving", head: t("services.sorry"), class: "wide", cell: (r) => serving(r.service) },
    { key: "orders", head: t("services.orders"), class: "wide", compare: (a, b) => a.orders - b.orders, cell: (r) => (r.orders > 0 ? <span class="s-maintenance">{t("services.ordered", { n: r.orders })}</span> : "") },
  ];
}

/** All virtual services, filtered by what the address line says. */
export function Services() {
  const ticks = useTicks();
  const past = usePast(services.value.map((s) => s.id), "hour", 30);
  if (director.value === null) return <div class="waiting" aria-busy="true" />;
  const text = query("q");
  const filter = parse(text);
  const only = query("problems") === "1";
  const found = services.value.filter((s) => matches(s, serversByService.value.get(s.id) ?? [], filter));
  const rows = (only ? found.filter((s) => isProblem(ofService(s))) : found).map(row);
  const fallen = filter.fields.length === 0 ? servers.value.filter((s) => isReal(s) && matchesServer(s, filter)).slice(0, FOUND) : [];
  return (
    <section class="screen services">
      <header class="head">
        <h1>{t("services.title")}</h1>
        <span class="quiet num">{t("services.shown", { n: count(rows.length), all: count(services.value.length) })}</span>
      </header>
      <div class="filter">
        <input type="search" value={text} placeholder={t("services.search")} aria-label={t("services.search")} onInput={(e) => ask({ q: e.currentTarget.value })} />
        <Chips />
        <label class="switch"><input type="checkbox" role="switch" checked={only} onChange={(e) => ask({ problems: e.currentTarget.checked ? "1" : "" })} />{t("services.problems")}</label>
      </div>
      {filter.unknown.map((word) => <p key={word} class="wrong">{t("services.unknownWord", { word })}</p>)}
      {ticks.ids.size > 0 && canOperate() && <Bulk ids={ticks.ids} clear={ticks.clear} />}
      {rows.length === 0
        ? <div class="empty"><p>{t("services.none")}</p>{(text !== "" || only) && <p><button type="button" onClick={() => ask({ q: "", problems: "" })}>{t("services.clear")}</button></p>}</div>
        : <Table label={t("services.title")} rows={rows} columns={columns(past)} id={(r) => r.service.id} name={(r) => r.service.name} sort={query("sort")} onSort={(sort) => ask({ sort })} {...(canOperate() ? { ticks } : {})} />}
      {fallen.length > 0 && <Found rows={fallen} />}
    </section>
  );
}

/** How many are in each state; a click filters. */
function Chips() {
  const counts = new Map<Headline, number>();
  for (const s of services.value) counts.set(ofService(s), (counts.get(ofService(s)) ?? 0) + 1);
  const text = query("q");
  return (
    <div class="chips">
      {WORST.filter((h) => counts.has(h)).map((h) => {
        const word = `state:${h}`;
        const on = text.split(/\s+/).includes(word);
        const others = text.split(/\s+/).filter((w) => w !== "" && !w.startsWith("state:"));
        return (
          <button key={h} type="button" class="chip-button" aria-pressed={on} onClick={() => ask({ q: (on ? others : [...others, word]).join(" ") })}>
            <Shape state={shown(h)} size={12} />{t(`state.${h}`)} <span class="num">{count(counts.get(h)!)}</span>
          </button>
        );
      })}
    </div>
  );
}

function Bulk({ ids, clear }: { ids: ReadonlySet<string>; clear: () => void }) {
  const of = servers.value.filter((s) => ids.has(s.service) && isReal(s));
  const ordered = of.filter((s) => s.override);
  return (
    <div class="bulk">
      <strong>{t("services.ticked", { n: ids.size })}</strong>
      <button type="button" onClick={() => order(of.filter((s) => !s.override), "quiesce")}>{t("services.drainAll")}</button>
      {ordered.length > 0 && <button type="button" onClick={() => order(ordered, "auto")}>{t("services.returnAll")}</button>}
      <button type="button" class="bare" onClick={clear}>{t("part.cancel")}</button>
    </div>
  );
}

function Found({ rows }: { rows: readonly Server[] }) {
  return (
    <section>
      <h2>{t("services.found")}</h2>
      <ul class="found">
        {rows.map((s) => <li key={s.id} data-row={s.id} tabIndex={-1}><State state={shown(ofServer(s))} /><a href={href("service", s.service)}>{s.name}</a><span class="mono quiet">{s.address}</span></li>)}
      </ul>
    </section>
  );
}
