import { isAbout, isReal, ownName } from "../api/headline.ts";
import { events, now, type Event, type Server, type Service } from "../api/live.ts";
import { Chart, type Line, type Mark } from "../chart/chart.tsx";
import { numbers, usePast, type Past, type Span } from "../chart/past.ts";
import { ask, query } from "../frame/router.ts";
import { clockTime, t, type Key } from "../text/index.ts";
import { wordsOf } from "../text/said.ts";

const SPANS: readonly Span[] = ["hour", "day"];
const MARKED = new Set(["server-up", "server-down", "flapping", "service-up", "service-down", "sorry-on", "sorry-off", "operator", "reloaded", "role-taken", "role-given"]);
const WEIGHED = new Set([...MARKED, "weight", "flapping-over"]);
const SHOWN = 12;

const BAD = new Set(["server-down", "service-down", "flapping", "sorry-on"]);

function mark(e: Event): Mark {
  return { at: Date.parse(e.at) / 1000, text: [e.subject, wordsOf(e).now, wordsOf(e).why].filter(Boolean).join("; "), colour: BAD.has(e.kind) ? "--bad" : e.kind === "operator" || e.kind === "reloaded" ? "--plan" : "--good" };
}

/** What went through, how many shared it, and the weight of one server, with what happened drawn as marks. */
export function Traffic({ service, servers }: { service: Service; servers: readonly Server[] }) {
  const span: Span = query("span") === "day" ? "day" : "hour";
  const real = servers.filter(isReal);
  const server = real.find((s) => s.id === query("server")) ?? real[0];
  const past = usePast([service.id, ...(server ? [server.id] : [])], span, span === "hour" ? 10 : 60);
  if (past === null) return <p class="quiet">{t("part.loading")}</p>;
  const of = events.value.filter((e) => MARKED.has(e.kind) && (isAbout(e, service) || e.kind === "reloaded"));
  const one = server ? events.value.filter((e) => WEIGHED.has(e.kind) && (e.subject === server.name || e.kind === "reloaded")) : [];
  const line = (measure: string, key: Key, colour = "--accent"): Line => ({ name: t(key), colour, values: numbers(past, service.id, measure) });
  const chart = { from: past.from, step: past.stepSeconds, marks: of.map(mark) };
  return (
    <div>
      <div class="charts-head">
        <div role="group" aria-label={t("chart.span")} class="acts">
          {SPANS.map((x) => <button key={x} type="button" aria-pressed={x === span} onClick={() => ask({ span: x === "hour" ? "" : x })}>{t(`chart.${x}` as Key)}</button>)}
        </div>
        <a href={`/api/v1/history?of=${service.id}&span=${span}&format=csv`} download={`${service.id}-${span}.csv`}>{t("chart.csv")}</a>
      </div>
      <div class="charts">
        <Chart title={t("chart.rate")} unit={t("chart.perSecond")} lines={[line("rate", "chart.rate")]} {...chart} />
        <Chart title={t("chart.connections")} unit="" lines={[line("connections", "chart.connections")]} {...chart} />
        <Chart title={t("chart.bytes")} unit={t("chart.bytesPerSecond")} lines={[line("bytes-in", "chart.in"), line("bytes-out", "chart.out", "--plan")]} {...chart} />
        <Chart title={t("chart.inService")} unit={t("chart.ofServers", { n: real.length })} stepped lines={[line("in-service", "chart.inService", "--good")]} {...chart} />
      </div>
      {server && <Weight server={server} service={service} real={real} past={past} marks={one.map(mark)} />}
    </div>
  );
}

function Weight({ server, service, real, past, marks }: { server: Server; service: Service; real: readonly Server[]; past: Past; marks: readonly Mark[] }) {
  const shown = marks.filter((m) => m.at >= Date.parse(past.from) / 1000).slice(-SHOWN).reverse();
  const chart = { from: past.from, step: past.stepSeconds, marks };
  return (
    <section aria-labelledby="one-server">
      <div class="charts-head">
        <h3 id="one-server">{t("chart.server")}</h3>
        <select aria-label={t("chart.server")} value={server.id} onChange={(e) => ask({ server: e.currentTarget.value })}>
          {real.map((s) => <option key={s.id} value={s.id}>{ownName(s, service)}</option>)}
        </select>
      </div>
      <div class="charts">
        <Chart title={t("chart.weight")} unit="" stepped lines={[{ name: t("chart.weight"), colour: "--accent", values: numbers(past, server.id, "weight") }]} {...chart} />
        <Chart title={t("chart.connections")} unit="" lines={[{ name: t("chart.connections"), colour: "--accent", values: numbers(past, server.id, "connections") }]} {...chart} />
      </div>
      <ul class="marks">
        {shown.map((m) => <li key={`${m.at} ${m.text}`}><i style={{ background: `var(${m.colour})` }} /><time>{clockTime(new Date(m.at * 1000), now.value)}</time><span class="quiet">{m.text}</span></li>)}
      </ul>
    </section>
  );
}
