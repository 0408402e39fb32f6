import createClient from "openapi-fetch";
import { language } from "../text/index.ts";
import type { components, paths } from "./contract";
import { signedOut } from "./me.ts";

export type Schemas = components["schemas"];
export type Problem = Schemas["Problem"];

/** What came of a request: the answer with its version (for If-Match), or why not. */
export type Outcome<T> = { ok: true; data: T; version: string } | { ok: false; status: number; retrySeconds: number; problem: Problem };

/** The published API, typed by its contract; the header that forged requests lack is on each. */
export const api = createClient<paths>({ baseUrl: "/" });

api.use({
  onRequest({ request }) {
    request.headers.set("X-Arapaima", "1");
    request.headers.set("Accept-Language", language.value);
    if (request.method !== "GET" && !request.headers.has("Content-Type")) request.headers.set("Content-Type", "application/json");
    return request;
  },
});

function unreachable(detail: string): Problem {
  return { type: "urn:arapaima:problem:no-director", title: "", status: 0, code: "no-director", detail, problems: [], active: null, difference: [] };
}

/** Waits for a request of `api`; never throws. A sign-in that has ended leads to the door. */
export async function outcome<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<Outcome<T>> {
  try {
    const { data, error, response } = await asked;
    if (response.ok) {
      return { ok: true, data: data as T, version: response.headers.get("ETag") ?? "*" };
    }
    const problem = error && typeof error === "object" && "code" in error ? (error as Problem) : unreachable(`HTTP ${response.status}`);
    if (problem.code === "sign-in") signedOut();
    return { ok: false, status: response.status, retrySeconds: Number(response.headers.get("Retry-After") ?? 0), problem };
  } catch (e) {
    return { ok: false, status: 0, retrySeconds: 0, problem: unreachable(e instanceof Error ? e.message : String(e)) };
  }
}

/** A key by which a write that is sent twice is done once. */
export function onceKey(): string {
  return crypto.randomUUID();
}
