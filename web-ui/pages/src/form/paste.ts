import type { Edit } from "./edits.ts";

/** A server as somebody pastes it: `web1 10.0.0.11:8080 3`, or an address alone. */
export interface PastedServer {
  readonly name: string;
  readonly address: string;
  readonly port: string;
  readonly weight: string;
}

const ADDRESS = /^(?:\[([0-9a-fA-F:.]+)\]|(\d{1,3}(?:\.\d{1,3}){3}))(?::(\d{1,5}))?$/;

function address(word: string): { address: string; port: string } | undefined {
  const found = ADDRESS.exec(word);
  if (found !== null) {
    return { address: found[1] ?? found[2] ?? "", port: found[3] ?? "" };
  }
  return /^[0-9a-fA-F]*:[0-9a-fA-F:.]+$/.test(word) && word.split(":").length > 2 ? { address: word, port: "" } : undefined;
}

/** Reads a list, one server a line; what is no server is in `left`. Names that are missing are `s1`, `s2`, as far as they are free. */
export function pasted(text: string, taken: readonly string[]): { servers: PastedServer[]; left: string[] } {
  const servers: PastedServer[] = [];
  const left: string[] = [];
  const names = new Set(taken);
  for (const line of text.split(/\r\n|\n|\r/).map(l => l.trim()).filter(l => l !== "" && !l.startsWith("#"))) {
    const parts = line.split(/[\s,;]+/).filter(w => w !== "");
    const place = parts.findIndex(w => address(w) !== undefined);
    const found = place < 0 || place > 1 ? undefined : address(parts[place] ?? "");
    const weight = parts[place + 1] ?? "";
    const given = place === 1 ? (parts[0] ?? "") : "";
    if (found === undefined || parts.length > place + 2 || !/^\d{0,5}$/.test(weight) || names.has(given)) {
      left.push(line);
      continue;
    }
    const name = given === "" ? free(names) : given;
    names.add(name);
    servers.push({ name, ...found, weight });
  }
  return { servers, left };
}

/** The first of s1, s2 ... that is free. */
export function free(taken: ReadonlySet<string>, stem = "s"): string {
  let n = 1;
  while (taken.has(stem + n)) {
    n++;
  }
  return stem + n;
}

/** What makes these servers in a service. */
export function additions(service: readonly string[], servers: readonly PastedServer[]): Edit[] {
  return servers.flatMap(server => {
    const path = [...service, "server", server.name];
    const edits: Edit[] = [
      { op: "add-block", path },
      { op: "set", path, keyword: "address", value: server.address },
      { op: "set", path, keyword: "active", value: "1" },
    ];
    if (server.port !== "") {
      edits.push({ op: "set", path, keyword: "port", value: server.port });
    }
    if (server.weight !== "") {
      edits.push({ op: "set", path, keyword: "weight", value: server.weight });
    }
    return edits;
  });
}
