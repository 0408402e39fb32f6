import type { BlockKind, Block } from "./tree.ts";
import { placed } from "./fields.ts";

/** Texts of one keyword in one language. */
export interface Words {
  readonly value: string;
  readonly byDefault: string;
  readonly meaning: string;
}

/** What the director says of a keyword or an option of a check, as in the contract. */
export interface Keyword {
  readonly name: string;
  readonly places: readonly BlockKind[];
  readonly check: string;
  readonly kind: string;
  readonly unit: string;
  readonly least: number | null;
  readonly greatest: number | null;
  readonly choices: readonly string[];
  readonly defaultValue: string | null;
  readonly example: string;
  readonly origin: string;
  readonly en: Words;
  readonly ja: Words;
}

/** The keywords there are, by place and name. */
export class Catalogue {
  private readonly byPlace = new Map<string, Keyword>();

  constructor(readonly all: readonly Keyword[]) {
    for (const keyword of all) {
      keyword.places.forEach(place => this.byPlace.set(`${place} ${keyword.name}`, keyword));
    }
  }

  find(kind: BlockKind, name: string): Keyword | undefined {
    return this.byPlace.get(`${kind} ${name}`);
  }

  /** The options of some checks, in their order. */
  options(kind: BlockKind, checks: readonly string[]): readonly Keyword[] {
    return checks.flatMap(check => this.all.filter(k => k.check === check && k.places.includes(kind)));
  }

  checks(): readonly string[] {
    return [...new Set(this.all.filter(k => k.check !== "").map(k => k.check))];
  }

  /** What stands under "other settings": known keywords that no step has, without options of checks, and what is written and unknown. */
  others(kind: BlockKind, block: Block | undefined, shown: readonly string[]): { known: readonly Keyword[]; unknown: readonly string[] } {
    const elsewhere = new Set([...placed(kind), ...shown]);
    const known = this.all.filter(k => k.check === "" && k.places.includes(kind) && !elsewhere.has(k.name));
    const names = new Set(known.map(k => k.name));
    const written = [...new Set((block?.lines ?? []).map(l => l.keyword))];
    return { known, unknown: written.filter(w => !names.has(w) && !elsewhere.has(w)) };
  }
}

/** A fault that can be seen without asking the director; it judges the rest. The answer is a key of the form's dictionary. */
export function fault(keyword: Keyword, typed: string): "notNumber" | "tooSmall" | "tooGreat" | "oneLine" | undefined {
  const text = typed.trim();
  if (/[\r\n]/.test(text)) {
    return "oneLine";
  }
  if (text === "" || keyword.kind !== "number") {
    return undefined;
  }
  if (!/^\d+$/.test(text)) {
    return "notNumber";
  }
  const number = Number(text);
  return keyword.least !== null && number < keyword.least
    ? "tooSmall"
    : keyword.greatest !== null && number > keyword.greatest
      ? "tooGreat"
      : undefined;
}
