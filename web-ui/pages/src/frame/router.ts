import { computed, signal } from "@preact/signals";

/** Screens by their name in the address. */
export const SCREENS = ["now", "services", "service", "nodes", "changes", "editor", "directors", "records", "access"] as const;
export type Screen = (typeof SCREENS)[number];

/** Where the address line points: `#/service/web?tab=events`. */
export interface Route {
  screen: Screen;
  path: readonly string[];
  query: URLSearchParams;
}

function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [screen = "", ...rest] = path.split("/").map(decodeURIComponent);
  const known = screen === "edit" ? "editor" : SCREENS.find((s) => s === screen);
  return { screen: known ?? "now", path: known ? rest : [], query: new URLSearchParams(query) };
}

function read(): Route {
  try {
    return parse(location.hash);
  } catch {
    return { screen: "now", path: [], query: new URLSearchParams() }; // half a percent sign
  }
}

export const route = signal<Route>(read());
addEventListener("hashchange", () => (route.value = read()));

export function href(screen: Screen, ...path: string[]): string {
  return "#/" + [screen, ...path].map(encodeURIComponent).join("/");
}

export function go(screen: Screen, ...path: string[]): void {
  location.hash = href(screen, ...path);
}

/** A value of the address line's query. */
export function query(name: string): string {
  return route.value.query.get(name) ?? "";
}

/** Puts values into the query without a step in the browser's history; empty ones go. */
export function ask(values: Record<string, string>): void {
  const query = new URLSearchParams(route.value.query);
  for (const [name, value] of Object.entries(values)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  history.replaceState(null, "", href(route.value.screen, ...route.value.path) + (text ? "?" + text : ""));
  route.value = read();
}

/** The screen without its query: what a change of is a new page to a reader. */
export const place = computed(() => [route.value.screen, ...route.value.path].join("/"));
