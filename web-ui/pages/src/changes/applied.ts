import { signal } from "@preact/signals";
import type { Told } from "./answer.tsx";

/** What became of the last apply or rebase; it outlives the draft, which is gone then. */
export const applied = signal<Told | undefined>(undefined);
