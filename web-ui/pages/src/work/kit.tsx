import { computed } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { language } from "../text/index.ts";
import { signedOut } from "../api/me.ts";
import * as state from "../api/live.ts";
import { route } from "../frame/router.ts";
import { clockTime, isText, span, t } from "../text/index.ts";
import type { BlockKind } from "../form/tree.ts";

export { t } from "../text/index.ts";
export { me } from "../api/me.ts";
export { confirm } from "./confirm.tsx";
export const lang = language;

/** Why a request was refused, with all that is wrong. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly problems: readonly { readonly text: string }[],
    readonly difference: readonly string[],
  ) {
    super(detail);
  }

  lines(): readonly string[] {
    return [this.detail, ...this.problems.map(p => p.text), ...this.difference].filter(line => line !== "");
  }

  words(): string {
    return this.lines().join("; ");
  }
}

/** What went wrong, a sentence each. */
export const linesOf = (problem: unknown): readonly string[] =>
  problem instanceof ApiProblem ? problem.lines() : [problem instanceof TypeError ? t("part.noConnection") : String(problem)];

async function call(method: string, path: string, body?: unknown, version?: string): Promise<Response> {
  const headers = new Headers({ "X-Arapaima": "1", "Accept-Language": lang.value });
  if (method !== "GET") {
    headers.set("Content-Type", "application/json");
  }
  if (version !== undefined) {
    headers.set("If-Match", version);
  }
  const answer = await fetch(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  if (answer.ok) {
    return answer;
  }
  const problem = (await answer.json().catch(() => ({}))) as Partial<ApiProblem> & { code?: string };
  if (problem.code === "sign-in") {
    signedOut();
  }
  throw new ApiProblem(answer.status, problem.detail ?? `HTTP ${answer.status}`, problem.problems ?? [], problem.difference ?? []);
}

const API = "/api/v1";

/** The API for the screens that change things: an answer, or an {@link ApiProblem} is thrown. */
export const api = {
  get: async <T,>(path: string): Promise<T> => (await (await call("GET", API + path)).json()) as T,
  text: async (path: string): Promise<string> => (await call("GET", API + path)).text(),
  site: async <T,>(path: string): Promise<T> => (await (await call("GET", path)).json()) as T,
  withVersion: async <T,>(path: string): Promise<{ body: T; version: string }> => {
    const answer = await call("GET", API + path);
    return { body: (await answer.json()) as T, version: answer.headers.get("ETag") ?? "*" };
  },
  send: async <T,>(method: string, path: string, body?: unknown, version?: string): Promise<T> => {
    const answer = await call(method, API + path, body, version);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  },
};

/** What the stream says; undefined before it has said anything. */
export const live = computed(() =>
  state.director.value === null
    ? undefined
    : {
        view: {
          director: state.director.value, services: state.services.value, servers: state.servers.value, addresses: state.addresses.value,
        },
      },
);

/** The director's clock, in milliseconds. */
export const now = computed(() => state.now.value.getTime());
export const query = computed(() => route.value.query);

/** Goes to an address below `#`; with replace without a step in the browser's history. */
export function go(to: string, how: { readonly replace?: boolean } = {}): void {
  if (how.replace === true) {
    history.replaceState(null, "", `#${to}`);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else {
    location.hash = to;
  }
}

export const time = (at: string): string => clockTime(new Date(at), state.now.value);
export const ago = (at: string): string => t("changes.ago", { span: span(state.age(at)) });
export const copy = (text: string): Promise<void> => navigator.clipboard.writeText(text);

/** A title for a keyword; its own name where it has none. */
export function fieldTitle(kind: BlockKind, name: string): string {
  const key = `field.${name === "address" && (kind === "virtual" || kind === "failover") ? "address_virtual" : name}`;
  return isText(key) ? t(key) : name;
}

/** A kind of event or action; one that is not known stays as the director said it. */
export function kindWord(word: string): string {
  const key = [`event.${word}`, `action.${word}`].find(isText);
  return key !== undefined && isText(key) ? t(key) : word;
}

export function schedulerWord(word: string): string {
  const key = `editor.scheduler_${word}`;
  return isText(key) ? t(key) : word;
}

interface LinkProps {
  readonly to: string;
  readonly title?: string;
  readonly current?: "step" | undefined;
  readonly button?: boolean;
  readonly children: ComponentChildren;
}

export const Link = ({ to, title, current, button, children }: LinkProps) => (
  <a href={`#${to}`} title={title} aria-current={current} role={button === true ? "button" : undefined} class={button === true ? "main" : undefined}>
    {children}
  </a>
);
