import { compact, t } from "../text/index.ts";
import { fewer } from "./past.ts";

const WIDTH = 72;
const HEIGHT = 22;

/** The last hour of one number in a line as long as a word; a gap stays a gap. */
export function Spark({ values }: { values: readonly (number | null)[] }) {
  const few = fewer([...values], 60);
  const known = few.filter((v): v is number => v !== null);
  if (known.length === 0) return <span class="quiet">–</span>;
  const most = Math.max(...known, 1);
  const step = WIDTH / Math.max(1, few.length - 1);
  let open = false;
  const path = few.map((v, i) => {
    if (v === null) {
      open = false;
      return "";
    }
    const point = `${open ? "L" : "M"}${(i * step).toFixed(1)} ${(HEIGHT - 2 - (v / most) * (HEIGHT - 4)).toFixed(1)}`;
    const dot = open ? "" : "h.1";
    open = true;
    return point + dot;
  }).join("");
  return (
    <svg class="spark" width={WIDTH} height={HEIGHT} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t("chart.spark", { last: compact(known.at(-1)!), most: compact(Math.max(...known)) })}>
      <path d={path} />
    </svg>
  );
}
