/** The director's sentences about a difference, read for a table: what, from, to, and what it does to connections. */

export type Effect = "none" | "new" | "cut";

export interface Change {
  readonly group: "added" | "changed" | "removed" | "other";
  /** Kind and name from outside in; empty = global settings. */
  readonly path: readonly string[];
  readonly keyword: string;
  readonly was: string;
  readonly now: string;
  readonly effect: Effect;
  /** As the director said it. */
  readonly sentence: string;
}

/** A change of these makes another entry of the table, so connections end. */
const CUTS_SERVICE = new Set(["address", "port", "protocol", "fwmark"]);
/** Where new connections go; those that exist stay. */
const NEW_ONES = new Set([
  "scheduler", "scheduler_flags", "persistent", "pmask", "persistence_engine", "one_packet", "weight", "fixed_weight", "forwarding",
  "network", "tunnel_type", "tunnel_port", "tunnel_checksum", "upper_threshold", "lower_threshold", "sorry_server", "sorry_check", "min_up",
  "quorum", "quorum_hysteresis", "slow_start", "slow_start_time", "load_monitor", "load_mode", "load_span", "start",
]);
const CUTS_ALL = new Set(["data_plane", "service"]);

const BLOCK = /^(virtual|failover) (.*?)(?:: server (.*?))? (added|removed)$/;
const VALUE = /^(?:(virtual|failover) (.*?): )?(?:server (.*?): )?(\S+) (.*?) -> (.*)$/s;

function effect(path: readonly string[], keyword: string, was: string, now: string): Effect {
  if (keyword === "active") {
    return now === "1" ? "new" : "cut";
  }
  if (path.length > 0 ? CUTS_SERVICE.has(keyword) : CUTS_ALL.has(keyword)) {
    return path[0] === "failover" || was !== "unset" || path.length > 0 ? "cut" : "new";
  }
  return NEW_ONES.has(keyword) ? "new" : "none";
}

const path = (kind: string | undefined, name: string | undefined, server: string | undefined): string[] =>
  kind === undefined || name === undefined ? [] : server === undefined ? [kind, name] : [kind, name, "server", server];

/** Reads one sentence; what it does not know stays a sentence. */
export function change(sentence: string): Change {
  const block = BLOCK.exec(sentence);
  if (block !== null) {
    const added = block[4] === "added";
    const where = path(block[1], block[2], block[3]);
    return { group: added ? "added" : "removed", path: where, keyword: "", was: "", now: "", effect: added ? "new" : "cut", sentence };
  }
  const value = VALUE.exec(sentence);
  if (value !== null) {
    const where = path(value[1], value[2], value[3]);
    const [keyword, was, now] = [value[4] ?? "", value[5] ?? "", value[6] ?? ""];
    return { group: "changed", path: where, keyword, was, now, effect: effect(where, keyword, was, now), sentence };
  }
  return { group: "other", path: [], keyword: "", was: "", now: "", effect: "none", sentence };
}

/** The worst of them. */
export function worst(changes: readonly Change[]): Effect {
  const effects = changes.map(c => c.effect);
  return effects.includes("cut") ? "cut" : effects.includes("new") ? "new" : "none";
}

/** Until when a revision waits for its confirmation, and which one comes back; from the director's sentence. */
export function waits(sentence: string): { until: Date; back: number } | undefined {
  const until = /\d{4}-\d\d-\d\dT[\d:.]+Z/.exec(sentence);
  const back = /rollback (\d+)/.exec(sentence);
  return until === null ? undefined : { until: new Date(until[0]), back: Number(back?.[1] ?? 0) };
}
