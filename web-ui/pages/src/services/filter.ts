import { isProblem, ofService, word } from "../api/headline.ts";
import type { Server, Service } from "../api/live.ts";
import { t } from "../text/index.ts";

/** What the search box says: words that all have to be there, some with a field before them. Pure but for the names of states. */
export interface Filter {
  words: readonly string[];
  fields: readonly { name: string; value: string }[];
  unknown: readonly string[];
}

const FIELDS = ["state", "scheduler", "vip", "name", "protocol"];

export function parse(text: string): Filter {
  const words: string[] = [];
  const fields: { name: string; value: string }[] = [];
  const unknown: string[] = [];
  for (const part of text.toLowerCase().split(/\s+/).filter(Boolean)) {
    const named = /^([a-z]+):(?!\d+$)(.*)$/.exec(part);
    if (!named) words.push(part);
    else if (FIELDS.includes(named[1]!)) fields.push({ name: named[1]!, value: named[2]! });
    else unknown.push(part);
  }
  return { words, fields, unknown };
}

function field(service: Service, name: string, value: string): boolean {
  switch (name) {
    case "state":
      return value === "problem" ? isProblem(ofService(service)) : service.state === value || t(word(ofService(service))).toLowerCase() === value;
    case "scheduler":
      return service.scheduler.toLowerCase() === value;
    case "vip":
      return service.address.toLowerCase().includes(value);
    case "protocol":
      return service.protocol.toLowerCase() === value;
    default:
      return service.name.toLowerCase().includes(value);
  }
}

export function matchesServer(server: Server, filter: Filter): boolean {
  return filter.words.length > 0 && filter.words.every((w) => server.name.toLowerCase().includes(w) || server.address.includes(w));
}

export function matches(service: Service, servers: readonly Server[], filter: Filter): boolean {
  if (!filter.fields.every((f) => field(service, f.name, f.value))) return false;
  if (filter.words.every((w) => service.name.toLowerCase().includes(w) || service.address.toLowerCase().includes(w))) return true;
  return servers.some((s) => matchesServer(s, filter));
}
