import { api, onceKey, outcome, type Problem, type Schemas } from "./client.ts";
import { isReal } from "./headline.ts";
import { director, link, hearing, serversByService, servicesById, type Server } from "./live.ts";
import { may } from "./me.ts";

/** What an operator may order about a server; `auto` takes the order back. */
export type Verb = Schemas["Action"] | "auto";

/** How much is asked before something is done. */
export type Care = "in-place" | "dialog" | "by-name";

/** What an order leaves of a service. */
export interface Left {
  service: string;
  left: number;
  all: number;
}

export interface Wish {
  servers: readonly Server[];
  verb: Verb;
  reason?: string;
  seconds?: number;
  confirmed: boolean;
}

/** What came of a wish: what was done, and why the rest was not. */
export interface Done {
  ok: readonly string[];
  refused: readonly { server: string; why: string }[];
  /** Whether the director wants the consequence confirmed. */
  consequence: boolean;
}

/** Whether this page may change anything here at all: the role, the director's role, and whether it hears both. */
export function canOperate(): boolean {
  return may("operator") && director.value?.role === "active" && link.value?.connected !== false && hearing.value.kind !== "cut";
}

export function serves(server: Server): boolean {
  return isReal(server) && server.inTable && server.weight > 0;
}

/** What would be left in each service that the servers belong to. */
export function leftAfter(servers: readonly Server[], verb: Verb): Left[] {
  const chosen = new Set(servers.map((s) => s.id));
  return [...new Set(servers.map((s) => s.service))].map((id) => {
    const of = (serversByService.value.get(id) ?? []).filter(isReal);
    const takes = verb === "quiesce" || verb === "force-down";
    const left = of.filter((s) => (chosen.has(s.id) ? !takes && (verb === "force-up" || serves(s)) : serves(s))).length;
    return { service: servicesById.value.get(id)?.name ?? id, left, all: of.length };
  });
}

/** By consequence: in place; a dialog for many, or where one server is left; its name typed where none is. */
export function careFor(servers: readonly Server[], verb: Verb): Care {
  if (verb === "force-up" || verb === "auto") return servers.length > 1 ? "dialog" : "in-place";
  if (!servers.some(serves)) return servers.length > 1 ? "dialog" : "in-place";
  const least = Math.min(...leftAfter(servers, verb).map((l) => l.left));
  if (least === 0) return "by-name";
  return least === 1 || servers.length > 1 ? "dialog" : "in-place";
}

function texts(problem: Problem): string {
  return problem.problems.map((p) => p.text).join("; ") || problem.detail;
}

async function version(): Promise<string> {
  const asked = await outcome(api.GET("/api/v1/overrides"));
  return asked.ok ? asked.version : "*";
}

/** Does it. The version that it names was read just before: what it must not overtake is the other person's click. */
export async function carryOut(wish: Wish): Promise<Done> {
  if (wish.verb === "auto") return takeBack(wish);
  const said = await outcome(
    api.POST("/api/v1/overrides", {
      params: { header: { "If-Match": await version(), "Idempotency-Key": onceKey() } },
      body: {
        servers: wish.servers.map((s) => s.id),
        action: wish.verb,
        reason: wish.reason || null,
        seconds: wish.seconds ?? null,
        confirmed: wish.confirmed,
      },
    }),
  );
  if (!said.ok) {
    return { ok: [], refused: wish.servers.map((s) => ({ server: s.name, why: texts(said.problem) })), consequence: said.problem.code === "refused" && !wish.confirmed };
  }
  return result(said.data.items, wish);
}

function result(items: Schemas["OverrideResult"]["items"], wish: Wish): Done {
  const names = new Map(wish.servers.map((s) => [s.id, s.name]));
  const refused = items.filter((i) => !i.ok).map((i) => ({ server: names.get(i.server) ?? i.server, why: i.lines.join("; ") }));
  return { ok: items.filter((i) => i.ok).map((i) => names.get(i.server) ?? i.server), refused, consequence: refused.length > 0 && !wish.confirmed };
}

async function takeBack(wish: Wish): Promise<Done> {
  const ok: string[] = [];
  const refused: { server: string; why: string }[] = [];
  for (const server of wish.servers) {
    const said = await outcome(
      api.DELETE("/api/v1/overrides/{server}", {
        params: { path: { server: server.id }, query: { confirmed: wish.confirmed }, header: { "If-Match": await version(), "Idempotency-Key": onceKey() } },
      }),
    );
    if (said.ok) ok.push(server.name);
    else refused.push({ server: server.name, why: texts(said.problem) });
  }
  return { ok, refused, consequence: refused.length > 0 && !wish.confirmed };
}
