import { signal } from "@preact/signals";
import { api } from "../work/kit.tsx";
import type { Pair } from "./alarm.ts";

/** This director, its partners and the heartbeat, as it was said last. */
export const pair = signal<Pair | undefined>(undefined);
export const pairVersion = signal("*");
/** Why it could not be asked; empty = it could. */
export const pairTrouble = signal("");
/** For each path the ages of the last two minutes, one a second; null = nothing heard. */
export const strips = signal<ReadonlyMap<string, readonly (number | null)[]>>(new Map());
const STRIP = 120;

export async function refreshPair(): Promise<void> {
  try {
    const answer = await api.withVersion<Pair>("/directors");
    pair.value = answer.body;
    pairVersion.value = answer.version;
    pairTrouble.value = "";
    const next = new Map(strips.value);
    for (const partner of answer.body.partners) {
      for (const path of partner.paths) {
        const key = `${partner.name} ${path.name}`;
        next.set(key, [...(next.get(key) ?? []), path.ageSeconds].slice(-STRIP));
      }
    }
    strips.value = next;
  } catch (problem) {
    pairTrouble.value = String(problem);
  }
}
