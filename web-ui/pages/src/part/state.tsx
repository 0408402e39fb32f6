import type { JSX } from "preact";
import { word, type Headline } from "../api/headline.ts";
import { t } from "../text/index.ts";

/** Each state has a shape of its own, so that nobody needs its colour. */
const shapes: Record<Headline, JSX.Element> = {
  disabled: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2" />,
  maintenance: <path d="M10.8 1.6a4 4 0 0 0-5 5L1.6 10.8a1.7 1.7 0 0 0 0 2.4l1.2 1.2a1.7 1.7 0 0 0 2.4 0l4.2-4.2a4 4 0 0 0 5-5l-2.5 2.5-2.7-.7-.7-2.7z" fill="currentColor" />,
  stale: <><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.6" stroke-dasharray="2.6 2" /><text x="8" y="11.4" font-size="9.5" font-weight="700" text-anchor="middle" fill="currentColor">?</text></>,
  kept: <><rect x="1.5" y="1.5" width="13" height="13" rx="1.5" fill="none" stroke="currentColor" stroke-width="1.8" /><path d="M8 4v5M8 11v1.6" stroke="currentColor" stroke-width="2" /></>,
  down: <><rect x="1" y="1" width="14" height="14" rx="1.5" fill="currentColor" /><path d="M5 5l6 6M11 5l-6 6" stroke="var(--paper)" stroke-width="2" /></>,
  draining: <path d="M1.5 3h13L8 14z" fill="currentColor" />,
  returning: <path d="M13.4 6A6 6 0 1 0 14 9.4M14 2v4.4H9.6" fill="none" stroke="currentColor" stroke-width="2" />,
  unknown: <><circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.8" /><circle cx="8" cy="8" r="2" fill="currentColor" /></>,
  up: <circle cx="8" cy="8" r="6" fill="currentColor" />,
  spare: <path d="M8 1l7 7-7 7-7-7z" fill="currentColor" />,
  sorry: <><path d="M2 2h12v9H8l-4 4v-4H2z" fill="currentColor" /><path d="M5 5.2h6M5 8h4" stroke="var(--paper)" stroke-width="1.4" /></>,
  degraded: <><path d="M8 1l7.2 13.5H.8z" fill="currentColor" /><path d="M8 6v4M8 11.4v1.6" stroke="var(--paper)" stroke-width="1.7" /></>,
  ok: <><circle cx="8" cy="8" r="7" fill="currentColor" /><path d="M4.6 8.2l2.4 2.4 4.4-4.8" fill="none" stroke="var(--paper)" stroke-width="1.9" /></>,
  starting: <><circle cx="8" cy="8" r="6.2" fill="none" stroke="currentColor" stroke-width="1.8" /><path d="M8 4.5V8l2.6 1.6" fill="none" stroke="currentColor" stroke-width="1.8" /></>,
};

/** Shape alone; for places where the word stands beside it anyway. */
export function Shape({ state, size = 14 }: { state: Headline; size?: number }) {
  return <svg class={`shape s-${state}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">{shapes[state]}</svg>;
}

/** The same inside another drawing. */
export function ShapeAt({ state, x, y, size = 14 }: { state: Headline; x: number; y: number; size?: number }) {
  return <svg class={`shape s-${state}`} x={x} y={y} width={size} height={size} viewBox="0 0 16 16">{shapes[state]}</svg>;
}

/** A state as shape and word. */
export function State({ state }: { state: Headline }) {
  return <span class={`state s-${state}`}><Shape state={state} />{t(word(state))}</span>;
}
