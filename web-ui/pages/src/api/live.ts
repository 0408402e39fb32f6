import { batch, computed, signal } from "@preact/signals";
import type { Schemas } from "./client.ts";

export type Service = Schemas["Service"];
export type Server = Schemas["Server"];
export type Event = Schemas["Event"];
type State = Schemas["State"];
type Delta = Schemas["Delta"];

/** The most events that a page keeps. */
const EVENTS = 1000;

/** How well this page hears the console: nothing yet, live, late, or not at all since a moment (of this browser's clock). */
export type Hearing = { kind: "joining" } | { kind: "live" } | { kind: "delayed"; since: number } | { kind: "cut"; since: number };

export const hearing = signal<Hearing>({ kind: "joining" });
/** Between console and director program. */
export const link = signal<Schemas["Link"] | null>(null);
export const director = signal<Schemas["Director"] | null>(null);
export const services = signal<readonly Service[]>([]);
export const servers = signal<readonly Server[]>([]);
export const failovers = signal<readonly Schemas["Failover"][]>([]);
export const addresses = signal<readonly Schemas["Address"][]>([]);
export const troubles = signal<readonly string[]>([]);
/** The newest last. */
export const events = signal<readonly Event[]>([]);
/** When the director said what is shown, by its clock. */
export const seenAt = signal<Date | null>(null);
/** Whether the person has stopped the screen from moving. */
export const paused = signal(false);

/** Milliseconds that the director's clock is before the browser's. */
const offset = signal(0);
const tick = signal(Date.now());
setInterval(() => (tick.value = Date.now()), 1000);

/** The director's clock, to the second. Whoever reads it is rendered each second. */
export const now = computed(() => new Date(tick.value + offset.value));
/** The same each ten seconds, for lists. */
const coarse = computed(() => Math.floor((tick.value + offset.value) / 10_000) * 10_000);
/** A moment of the browser's clock on the director's. */
export function onDirector(browser: number): Date {
  return new Date(browser + offset.value);
}

/** Seconds since a moment; to ten seconds when it is longer ago. */
export function age(at: string): number {
  const since = Date.parse(at);
  const exact = coarse.value - since;
  return Math.max(0, exact < 60_000 ? (now.value.getTime() - since) / 1000 : exact / 1000);
}

/** Whether what is shown is what is. */
export const fresh = computed(() => hearing.value.kind === "live" && link.value?.connected !== false);

export const servicesById = computed(() => new Map(services.value.map((s) => [s.id, s])));
export const serversByService = computed(() => {
  const result = new Map<string, Server[]>();
  for (const server of servers.value) {
    const of = result.get(server.service);
    if (of) of.push(server);
    else result.set(server.service, [server]);
  }
  return result;
});

/** What came while the screen stood still. */
let held: (() => void)[] = [];

function put(change: () => void): void {
  if (paused.value) held.push(change);
  else batch(change);
}

export function pause(on: boolean): void {
  paused.value = on;
  if (on) return;
  const all = held;
  held = [];
  batch(() => all.forEach((change) => change()));
}

export function greeted(nowText: string): void {
  offset.value = Date.parse(nowText) - Date.now();
}

export function whole(state: State): void {
  offset.value = Date.parse(state.now) - Date.now();
  link.value = state.link;
  put(() => {
    seenAt.value = new Date(state.seenAt);
    director.value = state.view.director;
    services.value = state.view.services;
    servers.value = state.view.servers;
    failovers.value = state.view.failovers;
    addresses.value = state.view.addresses;
    troubles.value = state.view.troubles;
  });
}

function merged<T extends { id: string }>(before: readonly T[], changed: readonly T[]): readonly T[] {
  if (changed.length === 0) return before;
  const byId = new Map(changed.map((row) => [row.id, row]));
  return before.map((row) => byId.get(row.id) ?? row);
}

export function changed(delta: Delta): void {
  put(() => {
    seenAt.value = new Date(Date.now() + offset.value);
    if (delta.director) director.value = delta.director;
    services.value = merged(services.value, delta.services);
    servers.value = merged(servers.value, delta.servers);
    if (delta.failovers) failovers.value = delta.failovers;
    if (delta.addresses) addresses.value = delta.addresses;
    if (delta.troubles) troubles.value = delta.troubles;
  });
}

export function happened(more: readonly Event[]): void {
  put(() => {
    const last = events.value.at(-1)?.seq ?? -1;
    // A director program that has started anew counts from the beginning.
    const fresh = more.length > 0 && more[0]!.seq <= last && more[0]!.kind === "life" ? more : more.filter((e) => e.seq > last);
    if (fresh.length > 0) events.value = [...events.value, ...fresh].slice(-EVENTS);
  });
}

export function forget(): void {
  held = [];
  batch(() => {
    hearing.value = { kind: "joining" };
    link.value = null;
    director.value = null;
    services.value = [];
    servers.value = [];
    events.value = [];
    troubles.value = [];
    paused.value = false;
  });
}
