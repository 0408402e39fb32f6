import { fresh, type Event, type Server, type Service } from "./live.ts";
import type { Key } from "../text/index.ts";

/** What a list says first about a server or service, by the rules of one order. */
export type Headline =
  | "disabled" | "maintenance" | "stale" | "kept" | "down" | "draining" | "returning" | "unknown" | "up" | "spare"
  | "sorry" | "degraded" | "ok" | "starting";

/** The worst first. */
export const WORST: readonly Headline[] = ["down", "sorry", "degraded", "kept", "returning", "unknown", "starting", "stale", "draining", "maintenance", "disabled", "spare", "up", "ok"];

export function worse(a: Headline, b: Headline): number {
  return WORST.indexOf(a) - WORST.indexOf(b);
}

/** The first that applies; planned work never looks like a failure. */
export function ofServer(server: Server): Headline {
  switch (server.state) {
    case "forced-down":
      return "maintenance";
    case "kept":
      return "kept";
    case "down":
    case "flapping":
      return "down";
    case "quiesced":
    case "drained":
      return connections(server) > 0 ? "draining" : "maintenance";
    case "waiting":
      return "returning";
    case "unknown":
      return "unknown";
    case "up":
    case "flapping-up":
    case "forced-up":
      return server.configuredWeight > 0 && server.weight === 0 ? "returning" : "up";
    default:
      return "unknown";
  }
}

export function ofService(service: Service): Headline {
  return service.state;
}

export function connections(server: Server): number {
  return server.activeConnections + server.inactiveConnections;
}

/** Whether an operator should look at it. */
export function isProblem(headline: Headline): boolean {
  return headline === "down" || headline === "kept" || headline === "sorry" || headline === "degraded" || headline === "unknown" || headline === "starting";
}

/** What is shown of a headline while nothing new comes: never green. */
export function shown(headline: Headline): Headline {
  return fresh.value || headline === "disabled" ? headline : "stale";
}

export function word(headline: Headline): Key {
  return `state.${headline}`;
}

/** A server's own name; the API says VIRTUAL/SERVER. */
export function ownName(server: Server, service: Service | undefined): string {
  return service && server.name.startsWith(service.name + "/") ? server.name.slice(service.name.length + 1) : server.name;
}

/** Whether it happened to a service, or to one of its servers. */
export function isAbout(event: Event, service: Service): boolean {
  return event.subject === service.name || event.subject === `service ${service.name}` || event.subject.startsWith(service.name + "/");
}

/** Whether it is a real server; a sorry server stands beside them without a slash in its name. */
export function isReal(server: Server): boolean {
  return server.name.includes("/");
}
