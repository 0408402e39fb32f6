/** Events and audit entries as rows of one list. Pure. */

export interface AuditRow {
  readonly seq: number;
  readonly at: string;
  readonly who: string;
  readonly role: string;
  readonly program: string;
  readonly from: string;
  readonly action: string;
  readonly object: string;
  readonly was: string;
  readonly now: string;
  readonly reason: string;
  readonly result: string;
  readonly answer: readonly string[];
}

/** The texts of an event in another language. */
export interface Words {
  readonly was: string;
  readonly now: string;
  readonly why: string;
  readonly effect: string;
}

export interface EventRow extends Words {
  readonly ja?: Words;
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly subject: string;
  readonly actor: string;
}

/** One line of the list. */
export interface Entry {
  readonly source: "event" | "audit";
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly object: string;
  readonly was: string;
  readonly now: string;
  readonly why: string;
  readonly who: string;
  readonly from: string;
  readonly result: string;
}

export const ofEvent = (e: EventRow, said: Words = e): Entry => ({
  source: "event", seq: e.seq, at: e.at, kind: e.kind, object: e.subject, was: said.was, now: said.now,
  why: [said.why, said.effect].filter(t => t !== "").join("; "), who: e.actor, from: "", result: "",
});

export const ofAudit = (a: AuditRow): Entry => ({
  source: "audit", seq: a.seq, at: a.at, kind: a.action, object: a.object, was: a.was, now: a.now,
  why: [a.reason, ...(a.result.toLowerCase() === "done" ? [] : a.answer.slice(0, 1))].filter(t => t !== "").join("; "),
  who: a.who, from: [a.program, a.from].filter(t => t !== "").join(" "), result: a.result.toLowerCase(),
});

/** What a view shows; its words are those of its address. */
export interface Filter {
  readonly source: "" | "event" | "audit";
  readonly kind: string;
  readonly q: string;
  readonly who: string;
  readonly result: string;
  readonly from: string;
  readonly to: string;
}

const NAMES = ["source", "kind", "q", "who", "result", "from", "to"] as const;

export function filterOf(query: URLSearchParams): Filter {
  const of = (name: string) => query.get(name) ?? "";
  const source = of("source");
  return {
    source: source === "event" || source === "audit" ? source : "", kind: of("kind"), q: of("q"), who: of("who"), result: of("result"),
    from: of("from"), to: of("to"),
  };
}

export function addressOf(filter: Filter): string {
  const query = new URLSearchParams();
  NAMES.filter(name => filter[name] !== "").forEach(name => query.set(name, filter[name]));
  const words = query.toString();
  return words === "" ? "/records" : `/records?${words}`;
}

/** Newest first. Times are compared as moments: what people pick is of their own clock, what is recorded is UTC. */
export function chosen(entries: readonly Entry[], filter: Filter): Entry[] {
  const word = filter.q.toLowerCase();
  const from = filter.from === "" ? -Infinity : Date.parse(filter.from);
  const to = filter.to === "" ? Infinity : Date.parse(filter.to) + 59_999;
  return entries
    .filter(e => (filter.source === "" || e.source === filter.source) && (filter.kind === "" || e.kind === filter.kind))
    .filter(e => (filter.who === "" || e.who === filter.who) && (filter.result === "" || e.result === filter.result))
    .filter(e => Date.parse(e.at) >= from && Date.parse(e.at) <= to)
    .filter(e => `${e.object} ${e.was} ${e.now} ${e.why} ${e.who} ${e.from} ${e.kind}`.toLowerCase().includes(word))
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at) || b.seq - a.seq);
}

const COLUMNS = ["at", "source", "seq", "kind", "object", "was", "now", "why", "who", "from", "result"] as const;

/** A cell that a spreadsheet takes for a formula is made a text by an apostrophe. */
function cell(value: string | number): string {
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** RFC 4180, with a mark in front by which spreadsheets know UTF-8. */
export const csv = (entries: readonly Entry[]) =>
  `\uFEFF${[COLUMNS.join(","), ...entries.map(e => COLUMNS.map(c => cell(e[c])).join(","))].join("\r\n")}\r\n`;

export const jsonLines = (entries: readonly Entry[]) => entries.map(e => `${JSON.stringify(e)}\n`).join("");

export const different = (entries: readonly Entry[], of: (entry: Entry) => string) =>
  [...new Set(entries.map(of))].filter(w => w !== "").sort();
