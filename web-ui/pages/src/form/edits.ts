import type { Path } from "./tree.ts";

/** One change of a draft, as the director's editor of lvs.cf takes it; it leaves every other line as it is. */
export type Edit =
  | { readonly op: "set"; readonly path: Path; readonly keyword: string; readonly value: string }
  | { readonly op: "unset"; readonly path: Path; readonly keyword: string }
  | { readonly op: "add-block"; readonly path: Path }
  | { readonly op: "remove-block"; readonly path: Path }
  | { readonly op: "rename-block"; readonly path: Path; readonly name: string }
  | { readonly op: "move-block"; readonly path: Path; readonly before: string };

/** What a field that somebody has left asks for: nothing where it is as it was, the default where it is empty. */
export function edit(path: Path, keyword: string, before: string | undefined, typed: string): Edit[] {
  const text = typed.trim() === "" ? "" : typed;
  if (text === (before ?? "")) {
    return [];
  }
  return text === "" ? [{ op: "unset", path, keyword }] : [{ op: "set", path, keyword, value: text }];
}

/** A new service, switched off unless it is to start at once. */
export function newService(kind: "virtual" | "failover", name: string, values: Readonly<Record<string, string>>, start: boolean): Edit[] {
  const path = [kind, name];
  const set = Object.entries(values)
    .filter(([, v]) => v !== "")
    .map(([keyword, v]): Edit => ({ op: "set", path, keyword, value: v }));
  return [{ op: "add-block", path }, { op: "set", path, keyword: "active", value: start ? "1" : "0" }, ...set];
}
