/** An lvs.cf taken apart as the director does it, to be looked at. What is changed is changed by the director, in its own text. */

export type BlockKind = "top" | "virtual" | "failover" | "server";

/** One line that sets a keyword. */
export interface Written {
  readonly keyword: string;
  readonly value: string;
  /** From 1. */
  readonly line: number;
}

/** One block, or the file itself. */
export interface Block {
  readonly kind: BlockKind;
  readonly name: string;
  /** Where it begins; 0 = the file. */
  readonly line: number;
  /** Where it ends. */
  readonly last: number;
  readonly lines: readonly Written[];
  readonly blocks: readonly Block[];
}

/** Kind and name of each block from outside in; empty = outside of all blocks. */
export type Path = readonly string[];

interface Open {
  kind: BlockKind | "skipped";
  name: string;
  line: number;
  last: number;
  lines: Written[];
  blocks: Open[];
}

const blank = (c: string | undefined) => c === " " || c === "\t";

function closing(line: string, quote: string, from: number): number {
  for (let i = from; i < line.length; i++) {
    const c = line[i];
    if (c === "\\") {
      i++;
    } else if (c === quote && (i + 1 === line.length || blank(line[i + 1]))) {
      return i;
    }
  }
  const last = line.trimEnd().length - 1;
  return last >= from && line[last] === quote ? last : -1;
}

function beginsComment(words: readonly string[]): boolean {
  const inList = words.length >= 3 && words[2] === "[" && !words.includes("]");
  return words.length === 0 || words[0] === "}" || (words.length >= 3 && !inList);
}

/** The words of a line; null where a quotation does not end. */
export function words(line: string): string[] | null {
  const found: string[] = [];
  let at = 0;
  for (;;) {
    while (blank(line[at])) {
      at++;
    }
    const first = line[at];
    if (first === undefined || (first === "#" && beginsComment(found))) {
      return found;
    }
    if (first === '"' || first === "'") {
      const end = closing(line, first, at + 1);
      if (end < 0) {
        return null;
      }
      found.push(line.slice(at + 1, end));
      at = end + 1;
    } else {
      let end = at;
      while (end < line.length && !blank(line[end])) {
        end++;
      }
      found.push(line.slice(at, end));
      at = end;
    }
  }
}

const holds = (outer: Open["kind"], inner: string) =>
  outer === "top" ? inner !== "server" : outer !== "skipped" && outer !== "server" && inner === "server";

const open = (kind: Open["kind"], name: string, line: number): Open => ({ kind, name, line, last: line, lines: [], blocks: [] });

/** Takes a text apart, whatever its errors. */
export function readTree(text: string): Block {
  const file = open("top", "", 0);
  const stack: Open[] = [file];
  const lines = text.split(/\r\n|\n|\r/);
  const inside = () => stack[stack.length - 1] ?? file;
  lines.forEach((line, index) => {
    const found = words(line);
    const [first, second] = found ?? [];
    const number = index + 1;
    if (found === null || first === undefined || (first === "{" && found.length === 1)) {
      return;
    }
    if (first === "}") {
      if (stack.length > 1) {
        inside().last = number;
        stack.pop();
      }
    } else if (inside().kind === "skipped") {
      if (found[found.length - 1] === "{") {
        stack.push(open("skipped", "", number));
      }
    } else if (first === "virtual" || first === "failover" || first === "server") {
      while (stack.length > 1 && !holds(inside().kind, first) && stack.some(b => holds(b.kind, first))) {
        stack.pop();
      }
      const named = found.length > 2 || (found.length === 2 && second !== "{");
      const block = open(holds(inside().kind, first) ? first : "skipped", named ? (second ?? "") : "", number);
      inside().blocks.push(block);
      if (!(found.length > 3 && found[found.length - 1] === "}")) {
        stack.push(block);
      }
    } else {
      inside().lines.push({ keyword: first, value: found.slice(second === "=" ? 2 : 1).join(" "), line: number });
    }
  });
  stack.forEach(block => (block.last = Math.max(block.last, lines.length)));
  return known(file);
}

function known(block: Open): Block {
  return {
    kind: block.kind === "skipped" ? "top" : block.kind,
    name: block.name,
    line: block.line,
    last: block.last,
    lines: block.lines,
    blocks: block.blocks.filter(inner => inner.kind !== "skipped").map(known),
  };
}

/** The block of a path; undefined where there is none. */
export function find(tree: Block, path: Path): Block | undefined {
  const [kind, name, ...rest] = path;
  if (kind === undefined) {
    return tree;
  }
  const inner = tree.blocks.find(b => b.kind === kind && b.name === name);
  return inner === undefined ? undefined : find(inner, rest);
}

/** What the last line of a keyword says; undefined where it has none. */
export const value = (block: Block | undefined, keyword: string): string | undefined =>
  block?.lines.findLast(l => l.keyword === keyword)?.value;

/** The lines of the text that a block has, for people to read. */
export const textOf = (text: string, block: Block): string =>
  block.line === 0 ? text : text.split(/\r\n|\n|\r/).slice(block.line - 1, block.last).join("\n");

/** The block and keyword that stand on a line. */
export function at(tree: Block, line: number): { path: Path; keyword: string } {
  const inner = tree.blocks.find(b => b.line <= line && line <= b.last);
  if (inner !== undefined) {
    const found = at(inner, line);
    return { path: [inner.kind, inner.name, ...found.path], keyword: found.keyword };
  }
  return { path: [], keyword: tree.lines.find(l => l.line === line)?.keyword ?? "" };
}
