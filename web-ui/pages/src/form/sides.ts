/** A unified difference, side by side. */

/** Pairs of lines: what goes on the left, what comes on the right. */
export function sides(lines: readonly string[]): { left: string; right: string; kind: "same" | "hunk" | "changed" }[] {
  const rows: { left: string; right: string; kind: "same" | "hunk" | "changed" }[] = [];
  let minus: string[] = [];
  let plus: string[] = [];
  const flush = () => {
    for (let i = 0; i < Math.max(minus.length, plus.length); i++) {
      rows.push({ left: minus[i] ?? "", right: plus[i] ?? "", kind: "changed" });
    }
    minus = [];
    plus = [];
  };
  for (const line of lines) {
    if (line.startsWith("-")) {
      minus.push(line.slice(1));
    } else if (line.startsWith("+")) {
      plus.push(line.slice(1));
    } else {
      flush();
      const hunk = line.startsWith("@@");
      rows.push({ left: hunk ? line : line.slice(1), right: hunk ? line : line.slice(1), kind: hunk ? "hunk" : "same" });
    }
  }
  flush();
  return rows;
}
