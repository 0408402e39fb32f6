import { useWindowVirtualizer } from "@tanstack/react-virtual";
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { t } from "../text/index.ts";

/** From that many rows on only those in sight are in the page. */
const MANY = 80;
const HEIGHT = 42;

export interface Column<R> {
  key: string;
  head: string;
  /** `num` = right-aligned figures, `wide` = left out on a narrow screen. */
  class?: string;
  compare?: (a: R, b: R) => number;
  cell: (row: R) => ComponentChildren;
}

export interface Ticks {
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  all: (ids: readonly string[]) => void;
}

interface Props<R> {
  label: string;
  rows: readonly R[];
  columns: readonly Column<R>[];
  id: (row: R) => string;
  name: (row: R) => string;
  /** Column, with a minus before it for the other direction; empty = the order of the rows. */
  sort?: string;
  onSort?: (sort: string) => void;
  ticks?: Ticks;
}

/** Rows under heads that sort; of long lists only what is in sight. */
export function Table<R>(props: Props<R>) {
  const rows = sorted(props);
  return rows.length > MANY ? <Long {...props} rows={rows} /> : <Short {...props} rows={rows} />;
}

function sorted<R>({ rows, columns, sort }: Props<R>): readonly R[] {
  const down = sort?.startsWith("-") ?? false;
  const compare = columns.find((c) => c.key === sort?.replace("-", ""))?.compare;
  return compare ? [...rows].sort((a, b) => (down ? -compare(a, b) : compare(a, b))) : rows;
}

function Head<R>({ columns, sort, onSort, ticks, rows, id }: Props<R>) {
  const by = sort?.replace("-", "");
  return (
    <thead>
      <tr>
        {ticks && (
          <th class="tick" scope="col">
            <input type="checkbox" aria-label={t("table.all")} checked={rows.length > 0 && rows.every((r) => ticks.has(id(r)))} onChange={() => ticks.all(rows.map(id))} />
          </th>
        )}
        {columns.map((c) => (
          <th key={c.key} class={c.class} scope="col" aria-sort={by !== c.key ? undefined : sort!.startsWith("-") ? "descending" : "ascending"}>
            {c.compare && onSort
              ? <button type="button" class="sort" onClick={() => onSort(sort === c.key ? "-" + c.key : sort === "-" + c.key ? "" : c.key)}>{c.head}<i aria-hidden="true">{by === c.key ? (sort!.startsWith("-") ? "▾" : "▴") : ""}</i></button>
              : c.head}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Row<R>({ row, index, props }: { row: R; index: number; props: Props<R> }) {
  const { columns, id, name, ticks } = props;
  return (
    <tr data-row={id(row)} tabIndex={-1} aria-rowindex={index + 2}>
      {ticks && <td class="tick"><input type="checkbox" aria-label={t("table.tick", { name: name(row) })} checked={ticks.has(id(row))} onChange={() => ticks.toggle(id(row))} /></td>}
      {columns.map((c) => <td key={c.key} class={c.class}>{c.cell(row)}</td>)}
    </tr>
  );
}

function Short<R>(props: Props<R>) {
  return (
    <table class="rows" aria-label={props.label} aria-rowcount={props.rows.length + 1}>
      <Head {...props} />
      <tbody>{props.rows.map((row, i) => <Row key={props.id(row)} row={row} index={i} props={props} />)}</tbody>
    </table>
  );
}

function Long<R>(props: Props<R>) {
  const element = useRef<HTMLTableElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop((element.current?.getBoundingClientRect().top ?? 0) + window.scrollY), []);
  const virtual = useWindowVirtualizer({ count: props.rows.length, estimateSize: () => HEIGHT, overscan: 12, scrollMargin: top + HEIGHT });
  const items = virtual.getVirtualItems();
  const before = (items[0]?.start ?? top + HEIGHT) - top - HEIGHT;
  const after = virtual.getTotalSize() - ((items.at(-1)?.end ?? top + HEIGHT) - top - HEIGHT);
  const span = props.columns.length + (props.ticks ? 1 : 0);
  return (
    <table ref={element} class="rows long" aria-label={props.label} aria-rowcount={props.rows.length + 1}>
      <Head {...props} />
      <tbody>
        {before > 0 && <tr aria-hidden="true" class="gap"><td colSpan={span} height={before} /></tr>}
        {items.map((i) => <Row key={props.id(props.rows[i.index]!)} row={props.rows[i.index]!} index={i.index} props={props} />)}
        {after > 0 && <tr aria-hidden="true" class="gap"><td colSpan={span} height={after} /></tr>}
      </tbody>
    </table>
  );
}

/** Which rows are ticked. */
export function useTicks(): Ticks & { ids: ReadonlySet<string>; clear: () => void } {
  const [ids, set] = useState<ReadonlySet<string>>(new Set());
  return {
    ids,
    clear: () => set(new Set()),
    has: (id) => ids.has(id),
    toggle: (id) => set((old) => {
      const next = new Set(old);
      if (!next.delete(id)) next.add(id);
      return next;
    }),
    all: (some) => set((old) => (some.every((id) => old.has(id)) ? new Set() : new Set(some))),
  };
}

/** How many of how many, as a bar with its numbers. */
export function Bar({ part, all, bad }: { part: number; all: number; bad: boolean }) {
  const share = all === 0 ? 0 : Math.round((100 * part) / all);
  return (
    <span class={`bar ${bad ? "bad" : ""}`}>
      <svg width="48" height="6" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true"><rect class="whole" width="100" height="6" rx="2" /><rect class="part" width={share} height="6" rx="2" /></svg>
      <span class="num">{part}/{all}</span>
    </span>
  );
}
