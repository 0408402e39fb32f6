import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { isReal, ofServer, ownName, shown, word, worse, WORST, type Headline } from "../api/headline.ts";
import { serves } from "../api/act.ts";
import { addresses, director, type Server, type Service } from "../api/live.ts";
import { t, type Key } from "../text/index.ts";
import { ShapeAt } from "./state.tsx";

/** Up to so many servers each have a box of their own. */
const EACH = 12;
const ROW = 34;
const BOX = 26;
/** Below that width the way goes down instead of to the right. */
const NARROW = 560;

interface End {
  id: string;
  state: Headline;
  label: string;
  /** 0 to 1: share of the active connections; no line where none can come. */
  share: number;
  carries: boolean;
  sorry: boolean;
}

function ends(service: Service, servers: readonly Server[]): End[] {
  const total = servers.reduce((n, s) => n + s.activeConnections, 0);
  const real = servers.filter(isReal).sort((a, b) => worse(ofServer(b), ofServer(a)) || a.name.localeCompare(b.name, undefined, { numeric: true }));
  const end = (s: Server): End => ({ id: s.id, state: ofServer(s), label: ownName(s, service), share: total === 0 ? 0 : s.activeConnections / total, carries: s.inTable && s.weight > 0, sorry: !isReal(s) });
  const sorry = servers.filter((s) => !isReal(s)).map((s) => ({ ...end(s), label: t("topology.sorry") }));
  if (real.length <= EACH) return [...real.map(end), ...sorry];
  const groups = WORST.toReversed().flatMap((state) => {
    const of = real.filter((s) => ofServer(s) === state);
    return of.length === 0 ? [] : [{ id: state, state, label: `${t(word(state))}: ${t("topology.more", { n: of.length })}`, share: total === 0 ? 0 : of.reduce((n, s) => n + s.activeConnections, 0) / total, carries: of.some(serves), sorry: false }];
  });
  return [...groups, ...sorry];
}

function Box({ x, y, width, head, text, pale = false }: { x: number; y: number; width: number; head: string; text: string; pale?: boolean }) {
  return (
    <g class={pale ? "node pale" : "node"}>
      <rect x={x} y={y} width={width} height="44" rx="6" />
      <text x={x + width / 2} y={y + (text === "" ? 27 : 18)} class="head">{head}</text>
      <text x={x + width / 2} y={y + 34} class="small">{text}</text>
    </g>
  );
}

function Leaf({ end, x, y, width }: { end: End; x: number; y: number; width: number }) {
  const room = Math.floor((width - 34) / 7.2);
  return (
    <g class={end.carries ? "leaf" : "leaf out"}>
      <rect x={x} y={y} width={width} height={BOX} rx="5" />
      <ShapeAt state={shown(end.state)} x={x + 8} y={y + 6.5} size={13} />
      <text x={x + 28} y={y + 17.5}>{end.label.length > room ? end.label.slice(0, room - 1) + "…" : end.label}<title>{`${end.label}: ${t(word(end.state))}`}</title></text>
    </g>
  );
}

function stroke(end: End): number {
  return end.carries ? 1.2 + 6 * end.share : 1;
}

/** Clients, virtual address, director and servers as one drawing; the table below says the same in words. */
export function Topology({ service, servers }: { service: Service; servers: readonly Server[] }) {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watch = new ResizeObserver((all) => setWidth(Math.floor(all[0]!.contentRect.width)));
    watch.observe(element.current!);
    return () => watch.disconnect();
  }, []);
  const all = ends(service, servers);
  return (
    <div ref={element} class="topology" role="img" aria-label={t("topology.label", { service: service.name })}>
      {width > 0 && (width < NARROW ? <Down all={all} width={width} service={service} servers={servers} /> : <Across all={all} width={width} service={service} servers={servers} />)}
    </div>
  );
}

interface Drawn {
  all: readonly End[];
  width: number;
  service: Service;
  servers: readonly Server[];
}

function vip(service: Service): [string, string] {
  const device = addresses.value.find((a) => service.address.startsWith(a.address.replace(/\/\d+$/, "") + ":"))?.device;
  return [service.address, [service.protocol.toLowerCase(), device].filter(Boolean).join(" · ")];
}

function how(servers: readonly Server[]): string {
  return [...new Set(servers.filter(isReal).map((s) => t(`forwarding.${s.forwarding}`)))].join(", ");
}

function role(): string {
  return t(`role.${director.value?.role ?? "unknown"}` as Key);
}

function Across({ all, width, service, servers }: Drawn) {
  const height = Math.max(44, all.length * ROW) + 8;
  const middle = height / 2;
  const [address, device] = vip(service);
  const clients = 92;
  const vipWidth = Math.min(230, Math.max(150, address.length * 7.6 + 20));
  const directorWidth = 128;
  const leaf = Math.min(240, Math.max(140, width * 0.26));
  const gap = Math.max(16, (width - clients - vipWidth - directorWidth - leaf - 2) / 3);
  const x1 = 1 + clients + gap;
  const x2 = x1 + vipWidth + gap;
  const x3 = width - leaf - 1;
  const from = x2 + directorWidth;
  const top = (height - all.length * ROW) / 2;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path class="way" d={`M${1 + clients} ${middle}H${x1}M${x1 + vipWidth} ${middle}H${x2}`} />
      {all.map((e, i) => {
        const y = top + i * ROW + BOX / 2 + 4;
        return <path key={e.id} class={e.carries ? `way s-${shown(e.state)}` : "way off"} stroke-width={stroke(e)} d={`M${from} ${middle}C${from + gap * 0.6} ${middle} ${x3 - gap * 0.6} ${y} ${x3} ${y}`} />;
      })}
      <Box x={1} y={middle - 22} width={clients} head={t("topology.clients")} text="" />
      <Box x={x1} y={middle - 22} width={vipWidth} head={address} text={device} />
      <Box x={x2} y={middle - 22} width={directorWidth} head={t("topology.director")} text={`${role()} · ${how(servers)}`} pale={director.value?.role !== "active"} />
      {all.map((e, i) => <Leaf key={e.id} end={e} x={x3} y={top + i * ROW + 4} width={leaf} />)}
    </svg>
  );
}

function Down({ all, width, service, servers }: Drawn) {
  const [address, device] = vip(service);
  const first = 3 * 60;
  const height = first + all.length * ROW + 6;
  const stem = 16;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <path class="way" d={`M${width / 2} 45V61M${width / 2} 105V121`} />
      {all.map((e, i) => {
        const y = first + i * ROW + BOX / 2 + 2;
        return <path key={e.id} class={e.carries ? `way s-${shown(e.state)}` : "way off"} stroke-width={stroke(e)} d={`M${stem} ${165}V${y - 6}Q${stem} ${y} ${stem + 6} ${y}H${40}`} />;
      })}
      <Box x={1} y={1} width={width - 2} head={t("topology.clients")} text="" />
      <Box x={1} y={61} width={width - 2} head={address} text={device} />
      <Box x={1} y={121} width={width - 2} head={t("topology.director")} text={`${role()} · ${how(servers)}`} />
      {all.map((e, i) => <Leaf key={e.id} end={e} x={40} y={first + i * ROW + 2} width={width - 42} />)}
    </svg>
  );
}
