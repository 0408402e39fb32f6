import { useSignal } from "@preact/signals";
import { api, outcome, type Schemas } from "../api/client.ts";
import { useEvery } from "../api/every.ts";

export type Past = Schemas["History"];
export type Span = Past["span"];
type Numbers = Past["series"][number]["values"];

/** Ids of one question. */
const MOST = 60;

/** What was of these services and servers; asked anew at every step while it is looked at. `null` = not heard yet. */
export function usePast(ids: readonly string[], span: Span, everySeconds: number): Past | null {
  const past = useSignal<Past | null>(null);
  const of = ids.slice(0, MOST).join(",");
  useEvery(everySeconds * 1000, async (open) => {
    if (of === "") return;
    const asked = await outcome(api.GET("/api/v1/history", { params: { query: { of, span } } }));
    if (open() && asked.ok) past.value = asked.data as Past;
  }, [of, span]);
  return past.value?.span === span ? past.value : null;
}

/** The numbers of one series. */
export function numbers(past: Past | null, id: string, measure: string): Numbers {
  return past?.series.find((s) => s.id === id && s.measure === measure)?.values ?? [];
}

/** The same in fewer places: of each group the greatest that is known, so that no peak is lost. */
export function fewer(values: Numbers, places: number): Numbers {
  const size = Math.max(1, Math.ceil(values.length / places));
  const groups = Math.ceil(values.length / size);
  return Array.from({ length: groups }, (_, g) => {
    const known = values.slice(g * size, (g + 1) * size).filter((v): v is number => v !== null);
    return known.length === 0 ? null : Math.max(...known);
  });
}
