/** The pair as the contract tells it, and what is wrong with it. Pure. */

export interface BeatPath {
  readonly name: string;
  readonly ageSeconds: number | null;
  readonly received: number;
  readonly unopened: number;
  readonly replayed: number;
}

export interface Partner {
  readonly name: string;
  readonly state: string;
  readonly serial: number;
  readonly paths: readonly BeatPath[];
}

export interface Pair {
  readonly name: string;
  readonly role: "active" | "standby" | "unknown";
  readonly since: string;
  readonly cause: string;
  readonly heartbeat: {
    readonly takeover: string;
    readonly keepaliveSeconds: number;
    readonly deadtimeSeconds: number;
    readonly leaseSeconds: number;
    readonly authenticated: boolean;
    readonly longestDelaySeconds: number;
  } | null;
  readonly partners: readonly Partner[];
  readonly troubles: readonly string[];
}

/** What a partner says it is, or why it says nothing. */
export function partnerRole(partner: Partner): "active" | "standby" | "silent" {
  const word = partner.state.split(/[\s,]+/)[0];
  return word === "active" || word === "standby" ? word : "silent";
}

export const inMaintenance = (p: Pair) => p.troubles.some(t => t.startsWith("in maintenance"));

export type Alarm = "redBoth" | "redNone" | "redSilent" | undefined;

/** What makes the page red. A partner that is not heard is no proof that it is active. */
export function alarm(p: Pair): Alarm {
  const roles = [p.role, ...p.partners.map(partnerRole)];
  if (roles.filter(r => r === "active").length > 1) {
    return "redBoth";
  }
  if (!roles.includes("active") && p.role !== "unknown") {
    return "redNone";
  }
  return roles.includes("silent") ? "redSilent" : undefined;
}
