import "uplot/dist/uPlot.min.css";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import { dark } from "../frame/theme.ts";
import { compact, language } from "../text/index.ts";
import type { Line, Mark } from "./chart.tsx";

const HEIGHT = 150;

interface Props {
  times: readonly number[];
  lines: readonly Line[];
  marks: readonly Mark[];
  stepped: boolean;
}

/** A drawing of lines over time with marks at what happened; says nothing to who cannot see it, the chart around it does. */
export default function Plot({ times, lines, marks, stepped }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const drawn = useRef(marks);
  drawn.current = marks;
  const shape = `${lines.map((l) => l.name).join()} ${dark.value} ${language.value} ${stepped}`;
  useEffect(() => {
    const box = place.current!;
    const style = getComputedStyle(document.documentElement);
    const colour = (name: string) => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--line"), width: 1 }, ticks: { show: false }, font: "11px system-ui, sans-serif" };
    const clock = new Intl.DateTimeFormat(language.value === "ja" ? "ja-JP" : "en-GB", { hour: "2-digit", minute: "2-digit" });
    const own = new uPlot(
      {
        width: Math.max(200, box.clientWidth),
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_, __, most) => [0, Math.max(1, most * 1.08)] } },
        axes: [
          { ...axis, size: 24, values: (_, at) => at.map((s) => clock.format(s * 1000)) },
          { ...axis, size: 46, values: (_, at) => at.map((v) => (Number.isInteger(v) ? compact(v) : "")) },
        ],
        series: [{}, ...lines.map((l) => ({ stroke: colour(l.colour), width: 1.6, points: { show: false }, ...(stepped ? { paths: uPlot.paths.stepped!({ align: 1 }) } : {}) }))],
        hooks: { draw: [(u) => paint(u, drawn.current, colour)] },
      },
      data(times, lines),
      box,
    );
    plot.current = own;
    const seen = new ResizeObserver(() => own.setSize({ width: Math.max(200, box.clientWidth), height: HEIGHT }));
    seen.observe(box);
    return () => {
      seen.disconnect();
      own.destroy();
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(data(times, lines)), [times, lines, marks]);
  return <div class="plot" ref={place} aria-hidden="true" />;
}

function data(times: readonly number[], lines: readonly Line[]): uPlot.AlignedData {
  return [[...times], ...lines.map((l) => [...l.values])] as uPlot.AlignedData;
}

function paint(u: uPlot, marks: readonly Mark[], colour: (name: string) => string) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.lineWidth = 1;
  for (const mark of marks) {
    const x = Math.round(u.valToPos(mark.at, "x", true));
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = ctx.fillStyle = colour(mark.colour);
    ctx.setLineDash([3, 3]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.arc(x, bbox.top + 3, 3 * devicePixelRatio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}
