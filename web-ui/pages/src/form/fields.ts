/** Where each keyword of lvs.cf has its field. What stands in no step is shown under "other settings". */

import type { BlockKind } from "./tree.ts";

/** One page of the form, and the keywords on it in their order. */
export interface Step {
  readonly id: StepId;
  readonly keywords: readonly string[];
}

export type StepId =
  | "publish" | "answers" | "servers" | "checks" | "extras" | "commands"
  | "pair" | "heartbeat" | "takeover" | "forwarding" | "mail" | "server" | "other";

const CHECK_TIMES = ["check_interval", "check_timeout", "connect_timeout", "rise", "fall", "check_port", "check_path"];
const PIRANHA_CHECK = ["send", "expect", "use_regex", "send_program"];

const VIRTUAL: readonly Step[] = [
  { id: "publish", keywords: ["active", "address", "vip_nmask", "port", "protocol", "fwmark"] },
  { id: "answers", keywords: ["forwarding", "tunnel_type", "tunnel_port", "tunnel_checksum"] },
  { id: "servers", keywords: [] },
  { id: "checks", keywords: ["check", ...PIRANHA_CHECK, "timeout", "reentry", ...CHECK_TIMES] },
  {
    id: "extras",
    keywords: [
      "scheduler", "scheduler_flags", "persistent", "pmask", "sorry_server", "sorry_check", "quiesce_server", "load_monitor", "load_mode",
      "slow_start", "slow_start_time", "min_up", "quorum",
    ],
  },
];

const FAILOVER: readonly Step[] = [
  { id: "publish", keywords: ["active", "address", "vip_nmask", "port"] },
  { id: "checks", keywords: ["check", ...PIRANHA_CHECK, "timeout", ...CHECK_TIMES] },
  { id: "commands", keywords: ["start_cmd", "stop_cmd", "command_timeout"] },
];

const SERVER: readonly Step[] = [
  { id: "server", keywords: ["active", "address", "port", "weight", "fixed_weight", "upper_threshold", "lower_threshold", "forwarding"] },
  { id: "checks", keywords: ["check", ...CHECK_TIMES] },
];

const TOP: readonly Step[] = [
  { id: "pair", keywords: ["primary", "primary_private", "backup_active", "backup", "backup_private", "service"] },
  {
    id: "heartbeat",
    keywords: ["keepalive", "deadtime", "heartbeat_port", "heartbeat_key", "heartbeat_protocol", "monitor_links", "syncdaemon", "syncd_iface", "syncd_id"],
  },
  { id: "takeover", keywords: ["takeover", "failback", "reach", "active_cmd", "inactive_cmd", "hard_shutdown"] },
  {
    id: "forwarding",
    keywords: ["network", "nat_router", "nat_nmask", "tcp_timeout", "tcpfin_timeout", "udp_timeout", "rsh_command", "sync", "debug_level"],
  },
  {
    id: "mail",
    keywords: ["email_to", "email_from", "smtp_server", "smtp_tls", "smtp_user", "smtp_password", "email_limit", "email_reminder", "language"],
  },
];

const STEPS: Readonly<Record<BlockKind, readonly Step[]>> = { top: TOP, virtual: VIRTUAL, failover: FAILOVER, server: SERVER };

/** Its steps in their order; the last is "other". */
export const stepsOf = (kind: BlockKind): readonly Step[] => [...STEPS[kind], { id: "other", keywords: [] }];

/** The step of a keyword. Options of checks stand where the check is chosen. */
export function stepOf(kind: BlockKind, keyword: string, isOption = false): StepId {
  return isOption ? "checks" : (STEPS[kind].find(step => step.keywords.includes(keyword))?.id ?? "other");
}

/** All keywords that have a step of their own. */
export const placed = (kind: BlockKind): ReadonlySet<string> => new Set(STEPS[kind].flatMap(step => step.keywords));
