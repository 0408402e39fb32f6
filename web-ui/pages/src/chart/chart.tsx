import "./chart.css";
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { now } from "../api/live.ts";
import { clockTime, compact, t } from "../text/index.ts";

type Drawing = typeof import("./plot.tsx").default;

/** What draws is loaded with the first chart, and kept. */
const drawing = signal<{ Plot: Drawing } | null>(null);
const load = () => void (drawing.value ?? import("./plot.tsx").then((m) => (drawing.value = { Plot: m.default })));

/** Rows of a table beside a chart: somebody reads them aloud. */
const ROWS = 24;

export interface Line {
  readonly name: string;
  /** Name of a colour in the styles. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
}

/** Something that happened, seconds since 1970. */
export interface Mark {
  readonly at: number;
  readonly text: string;
  readonly colour: string;
}

interface Props {
  title: string;
  unit: string;
  from: string;
  step: number;
  lines: readonly Line[];
  marks?: readonly Mark[];
  /** Of numbers that hold until they change. */
  stepped?: boolean;
}

/** Lines over time, with what is known now beside the title, what happened below, and all of it as a table. */
export function Chart({ title, unit, from, step, lines, marks = [], stepped = false }: Props) {
  const begin = Date.parse(from) / 1000;
  const count = lines[0]?.values.length ?? 0;
  const times = Array.from({ length: count }, (_, i) => begin + i * step);
  const known = lines.some((l) => l.values.some((v) => v !== null));
  const shown = marks.filter((m) => m.at >= begin);
  useEffect(load, []);
  const Plot = drawing.value?.Plot;
  return (
    <figure class="chart">
      <figcaption>
        <strong>{title}</strong>
        {lines.map((l) => {
          const last = l.values.findLast((v) => v !== null);
          return <span key={l.name} class="key"><i style={{ background: `var(${l.colour})` }} />{l.name !== title && `${l.name} `}<b class="num">{last == null ? "–" : compact(last)}</b></span>;
        })}
        <span class="quiet">{unit}</span>
      </figcaption>
      {known ? (Plot ? <Plot times={times} lines={lines} marks={shown} stepped={stepped} /> : <div class="plot" />) : <p class="quiet empty-plot">{t("chart.none")}</p>}
      {known && (
        <details>
          <summary>{t("part.table")}</summary>
          <Numbers title={title} times={times} lines={lines} />
        </details>
      )}
    </figure>
  );
}

function Numbers({ title, times, lines }: { title: string; times: readonly number[]; lines: readonly Line[] }) {
  const every = Math.max(1, Math.ceil(times.length / ROWS));
  const at = times.map((_, i) => i).filter((i) => (times.length - 1 - i) % every === 0);
  return (
    <div class="numbers">
      <table>
        <thead><tr><th scope="col">{t("part.time")}</th>{lines.map((l) => <th key={l.name} scope="col" class="num">{l.name === title ? title : l.name}</th>)}</tr></thead>
        <tbody>{at.map((i) => <tr key={i}><th scope="row">{clockTime(new Date(times[i]! * 1000), now.value)}</th>{lines.map((l) => <td key={l.name} class="num">{l.values[i] == null ? "–" : compact(l.values[i]!)}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}
