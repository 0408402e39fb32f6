import "./now.css";
import { isReal, ofServer, ofService, shown, worse, type Headline } from "../api/headline.ts";
import { age, director, events, failovers, fresh, now, seenAt, servers, services, servicesById, type Event, type Server } from "../api/live.ts";
import { href } from "../frame/router.ts";
import { ActButtons } from "../part/act.tsx";
import { Ago, When } from "../part/ago.tsx";
import { Shape, State } from "../part/state.tsx";
import { clockTime, count, span, t, type Key } from "../text/index.ts";
import { whyOf, wordsOf } from "../text/said.ts";
import { causes, planned, type Cause } from "./causes.ts";
import { Strip } from "./strip.tsx";

const HOUR = 3600;
const SHOWN_EVENTS = 40;

/** What is down and why, in five seconds. */
export function Now() {
  if (director.value === null) return <div class="waiting" aria-busy="true" />;
  const rows = causes(services.value, servers.value, failovers.value);
  const orders = planned(servers.value);
  return (
    <section class="now">
      <Sentence />
      <div class="columns">
        <div class="left">
          <section aria-labelledby="problems">
            <h2 id="problems">{t("now.problems")}</h2>
            {rows.length === 0 ? <p class="well"><Shape state={shown("ok")} size={16} />{t("now.noProblems")}</p> : <ul class="causes">{rows.map((c) => <CauseRow key={c.id} cause={c} />)}</ul>}
          </section>
          {orders.length > 0 && (
            <section aria-labelledby="planned">
              <h2 id="planned">{t("now.planned")}</h2>
              <ul class="causes">{orders.map((s) => <PlannedRow key={s.id} server={s} />)}</ul>
            </section>
          )}
        </div>
        <Changes />
      </div>
      <Strip />
    </section>
  );
}

/** The whole state in one sentence, with the worst colour, shape and word. */
function Sentence() {
  const [state, text] = sentence();
  return (
    <header class={`sentence s-${shown(state)}`}>
      <Shape state={shown(state)} size={34} />
      <div>
        <h1>{fresh.value ? text : t("now.was", { what: text })}</h1>
        {seenAt.value && <p>{t("now.heard", { time: clockTime(seenAt.value, now.value) })}</p>}
      </div>
    </header>
  );
}

function sentence(): [Headline, string] {
  const all = services.value;
  if (all.length === 0 && failovers.value.length === 0) return ["unknown", t("now.nothing")];
  const real = servers.value.filter(isReal);
  const states = real.map(ofServer);
  const down = states.filter((s) => s === "down" || s === "kept").length;
  const unknown = states.filter((s) => s === "unknown").length + real.filter((s) => s.notJudged && ofServer(s) !== "unknown").length;
  const parts: string[] = [];
  for (const kind of ["down", "sorry", "degraded", "starting"] as const) {
    const n = all.filter((s) => ofService(s) === kind).length;
    if (n > 0) parts.push(t(parts.length === 0 ? "now.services" : "now.more", { n, what: t(`state.${kind}`) }));
  }
  if (down > 0) parts.push(t("now.servers", { down: count(down), n: real.length }));
  if (unknown > 0) parts.push(t("now.unknown", { n: unknown }));
  const worst = [...all.map(ofService), ...(down > 0 ? (["degraded"] as const) : []), ...(unknown > 0 ? (["unknown"] as const) : [])].sort(worse)[0] ?? "ok";
  if (parts.length === 0) return [worst, t("now.allWell", { services: all.length, servers: real.length, up: states.filter((s) => s === "up").length })];
  return [worst, parts.join(t("now.join")) + t("now.end")];
}

function CauseRow({ cause }: { cause: Cause }) {
  const first = cause.servers[0];
  const service = cause.services[0] ?? (first ? servicesById.value.get(first.service) : undefined);
  const name = first ? first.name : (service?.name ?? cause.failover?.name ?? "");
  const label = cause.servers.length > 1 ? t("now.and", { name, n: cause.servers.length - 1 }) : name;
  return (
    <li data-row={cause.id} tabIndex={-1}>
      <State state={shown(cause.headline)} />
      <div class="what">
        <p>
          {service ? <a href={href("service", service.id)}>{label}</a> : <strong>{label}</strong>}
          {cause.failover && <span class="quiet"> {t("now.failover")}</span>}
        </p>
        <p class="why">{cause.id.startsWith("judged:") ? t("now.notJudged", { why: cause.why }) : cause.why || t("now.withoutCause")}</p>
        {cause.services.map((s) => <p key={s.id} class={`follows s-${shown(ofService(s))}`}><Shape state={shown(ofService(s))} size={11} />{effect(s.state, s.name, s.inService, s.servers)}</p>)}
      </div>
      <span class="since num">{cause.since && <Ago at={cause.since} />}</span>
      {cause.servers.length === 1 && first && isReal(first) && first.state !== "forced-down" ? <ActButtons server={first} few /> : null}
    </li>
  );
}

function effect(state: string, service: string, left: number, all: number): string {
  return t(state === "down" ? "now.standsStill" : state === "sorry" ? "now.sorryFor" : "now.keeps", { service, left, all });
}

function PlannedRow({ server }: { server: Server }) {
  const o = server.override;
  return (
    <li data-row={server.id} tabIndex={-1}>
      <State state={shown(ofServer(server))} />
      <div class="what">
        <p><a href={href("service", server.service)}>{server.name}</a></p>
        <p class="why">
          {o ? (o.reason ? t("now.by", { who: o.by, why: o.reason }) : t("now.byOnly", { who: o.by })) : whyOf(server)}
          {o?.until && <span class="ends">{t("now.ends", { span: span((Date.parse(o.until) - now.value.getTime()) / 1000) })}</span>}
        </p>
      </div>
      <span class="since num"><Ago at={server.since} /></span>
      <ActButtons server={server} few />
    </li>
  );
}

/** What changed, because that is the question after "what". */
function Changes() {
  const recent = events.value.filter((e) => e.kind !== "weight" && age(e.at) < HOUR).slice(-SHOWN_EVENTS).reverse();
  return (
    <section class="last-hour" aria-labelledby="changes">
      <h2 id="changes">{t("now.changes")}<a href={href("records")}>{t("now.allEvents")}</a></h2>
      {recent.length === 0 ? <p class="quiet">{t("now.noChanges")}</p> : <ol>{recent.map((e) => <EventRow key={e.seq} event={e} />)}</ol>}
    </section>
  );
}

const TONE: Record<string, string> = { "server-down": "down", "service-down": "down", "server-up": "up", "service-up": "up", flapping: "down", "sorry-on": "sorry", trouble: "down", "reload-rejected": "down", drift: "degraded", operator: "maintenance" };

/** A happening: when, of which kind, to whom, what. */
export function EventRow({ event }: { event: Event }) {
  const label = t(`event.${event.kind}` as Key) ?? event.kind;
  const words = wordsOf(event);
  return (
    <li>
      <When at={event.at} />
      <div>
        <p><span class={`kind s-${TONE[event.kind] ?? "disabled"}`}>{label}</span> <strong>{event.subject}</strong></p>
        <p class="quiet">{[words.now, words.why, words.effect].filter(Boolean).join("; ")}{event.actor && ` — ${event.actor}`}</p>
      </div>
    </li>
  );
}
