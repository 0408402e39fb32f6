import { isProblem, isReal, ofServer, ofService, worse, type Headline } from "../api/headline.ts";
import type { Server, Service } from "../api/live.ts";
import type { Schemas } from "../api/client.ts";
import { whyOf } from "../text/said.ts";

/** Servers that fell for the same reason within that time fell together. */
const TOGETHER_MS = 120_000;

/** One row of the problems: what fell together, and what follows for whom. */
export interface Cause {
  id: string;
  headline: Headline;
  /** The worst of what fell and of the services that it hit; decides the order. */
  weight: Headline;
  servers: readonly Server[];
  services: readonly Service[];
  failover?: Schemas["Failover"];
  why: string;
  since: string;
}

/** What servers say differs in their own address and name only. */
function reason(server: Server): string {
  const host = server.address.replace(/:\d+$/, "");
  return server.why.replaceAll(server.address, "*").replaceAll(host, "*").replaceAll(server.name, "*").replace(/\d+(\.\d+)? ?m?s\b|(?<=^configured )\d+/g, "*");
}

function worst(headlines: readonly Headline[]): Headline {
  return headlines.reduce((a, b) => (worse(a, b) <= 0 ? a : b));
}

function ofTroubled(servers: readonly Server[], services: ReadonlyMap<string, Service>): Cause[] {
  const groups: { key: string; at: number; servers: Server[] }[] = [];
  for (const server of [...servers].sort((a, b) => Date.parse(a.since) - Date.parse(b.since))) {
    const key = `${ofServer(server)} ${reason(server)}`;
    const at = Date.parse(server.since);
    const group = groups.find((g) => g.key === key && at - g.at <= TOGETHER_MS);
    if (group) group.servers.push(server);
    else groups.push({ key, at, servers: [server] });
  }
  return groups.map(({ servers: fallen }) => {
    const hit = [...new Set(fallen.map((s) => s.service))].flatMap((id) => services.get(id) ?? []);
    const headline = ofServer(fallen[0]!);
    return { id: fallen[0]!.id, headline, weight: worst([headline, ...hit.map(ofService).filter(isProblem)]), servers: fallen, services: hit, why: whyOf(fallen[0]!), since: fallen[0]!.since };
  });
}

/** All that an operator should look at, a row for each cause, the worst and oldest first. Pure. */
export function causes(services: readonly Service[], servers: readonly Server[], failovers: readonly Schemas["Failover"][]): Cause[] {
  const byId = new Map(services.map((s) => [s.id, s]));
  const troubled = servers.filter((s) => ["down", "kept", "returning", "unknown"].includes(ofServer(s)));
  const result = ofTroubled(troubled, byId);
  for (const server of servers.filter((s) => s.notJudged && !troubled.includes(s))) {
    const same = result.find((c) => c.headline === "unknown" && c.why === server.notJudged!.why);
    if (same) same.servers = [...same.servers, server];
    else result.push({ id: "judged:" + server.id, headline: "unknown", weight: "unknown", servers: [server], services: [], why: server.notJudged!.why, since: server.notJudged!.since });
  }
  const explained = new Set(result.flatMap((c) => c.services.map((s) => s.id)));
  for (const service of services.filter((s) => isProblem(ofService(s)) && !explained.has(s.id))) {
    const since = servers.filter((s) => s.service === service.id).map((s) => s.since).sort().at(-1) ?? "";
    result.push({ id: "service:" + service.id, headline: ofService(service), weight: ofService(service), servers: [], services: [service], why: "", since });
  }
  for (const failover of failovers.filter((f) => f.state === "down")) {
    result.push({ id: "failover:" + failover.name, headline: "down", weight: "down", servers: [], services: [], failover, why: failover.why, since: failover.since });
  }
  return result.sort((a, b) => worse(a.weight, b.weight) || worse(a.headline, b.headline) || Date.parse(a.since) - Date.parse(b.since));
}

/** What people have ordered, and is no failure. */
export function planned(servers: readonly Server[]): Server[] {
  return servers.filter((s) => isReal(s) && (s.override !== null || ["maintenance", "draining"].includes(ofServer(s))));
}
