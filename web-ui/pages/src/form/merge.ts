/** Puts two changes of one text together, by lines, as diff3 does. */

interface Part {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly string[];
}

/** A place where both have changed the same lines differently. */
export interface Conflict {
  /** Line of the merged text, from 1. */
  readonly line: number;
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
}

export interface Merged {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

const split = (text: string) => text.split("\n");

/** The lines that both have, in order: pairs of indices. What is equal at both ends is found first, so this is quick for small changes. */
function common(a: readonly string[], b: readonly string[]): [number, number][] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) {
    head++;
  }
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) {
    tail++;
  }
  const x = a.slice(head, a.length - tail);
  const y = b.slice(head, b.length - tail);
  const length = Array.from({ length: x.length + 1 }, () => new Int32Array(y.length + 1));
  const row = (i: number) => length[i] ?? new Int32Array(0);
  for (let i = x.length - 1; i >= 0; i--) {
    for (let j = y.length - 1; j >= 0; j--) {
      row(i)[j] = x[i] === y[j] ? (row(i + 1)[j + 1] ?? 0) + 1 : Math.max(row(i + 1)[j] ?? 0, row(i)[j + 1] ?? 0);
    }
  }
  const pairs: [number, number][] = Array.from({ length: head }, (_, i) => [i, i]);
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    if (x[i] === y[j]) {
      pairs.push([head + i++, head + j++]);
    } else if ((row(i + 1)[j] ?? 0) >= (row(i)[j + 1] ?? 0)) {
      i++;
    } else {
      j++;
    }
  }
  for (let k = tail; k > 0; k--) {
    pairs.push([a.length - k, b.length - k]);
  }
  return pairs;
}

/** What has to be put in the place of which lines of the first to get the second. */
function parts(base: readonly string[], other: readonly string[]): Part[] {
  const found: Part[] = [];
  let at = 0;
  let there = 0;
  for (const [i, j] of [...common(base, other), [base.length, other.length] as [number, number]]) {
    if (i > at || j > there) {
      found.push({ from: at, to: i, lines: other.slice(there, j) });
    }
    at = i + 1;
    there = j + 1;
  }
  return found;
}

const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((l, i) => l === b[i]);

/** Where both change the same lines in different ways, mine stay and the place is told. */
export function merge(base: string, mine: string, theirs: string): Merged {
  const old = split(base);
  const left = parts(old, split(mine));
  const right = parts(old, split(theirs));
  const out: string[] = [];
  const conflicts: Conflict[] = [];
  let at = 0;
  for (let l = 0, r = 0; l < left.length || r < right.length; ) {
    const a = left[l];
    const b = right[r];
    if (a !== undefined && (b === undefined || a.to < b.from || (a.to === b.from && a.from < b.from))) {
      out.push(...old.slice(at, a.from), ...a.lines);
      at = a.to;
      l++;
    } else if (b !== undefined && (a === undefined || b.to < a.from || (b.to === a.from && b.from < a.from))) {
      out.push(...old.slice(at, b.from), ...b.lines);
      at = b.to;
      r++;
    } else {
      const from = Math.min(a?.from ?? at, b?.from ?? at);
      let to = Math.max(a?.to ?? at, b?.to ?? at);
      const l0 = l;
      const r0 = r;
      while ((left[l] && (left[l]?.from ?? 0) <= to) || (right[r] && (right[r]?.from ?? 0) <= to)) {
        const x = left[l];
        const y = right[r];
        if (x && x.from <= to) {
          to = Math.max(to, x.to);
          l++;
        }
        if (y && y.from <= to) {
          to = Math.max(to, y.to);
          r++;
        }
      }
      const mineHere = applied(old, left.slice(l0, l), from, to);
      const theirsHere = applied(old, right.slice(r0, r), from, to);
      out.push(...old.slice(at, from));
      if (!same(mineHere, theirsHere)) {
        conflicts.push({ line: out.length + 1, mine: mineHere, theirs: theirsHere });
      }
      out.push(...mineHere);
      at = to;
    }
  }
  out.push(...old.slice(at));
  return { text: out.join("\n"), conflicts };
}

function applied(old: readonly string[], changes: readonly Part[], from: number, to: number): string[] {
  const out: string[] = [];
  let at = from;
  for (const change of changes) {
    out.push(...old.slice(at, change.from), ...change.lines);
    at = change.to;
  }
  out.push(...old.slice(at, to));
  return out;
}
