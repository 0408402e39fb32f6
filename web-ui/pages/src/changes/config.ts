import { computed, signal } from "@preact/signals";
import { api, linesOf, me, now } from "../work/kit.tsx";
import { waits } from "../form/words.ts";

export interface Revision {
  readonly number: number;
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
  readonly serial: number;
  readonly sha256: string;
  readonly bytes: number;
}

interface Revisions {
  readonly revisions: readonly Revision[];
  readonly inForce: number;
  readonly waiting: string;
}

/** What every screen wants to know of lvs.cf: which is in force, whether it is on trial. */
export const revisions = signal<Revisions>({ revisions: [], inForce: 0, waiting: "" });
export const etag = signal("*");

export const inForce = computed(() => revisions.value.revisions.find(r => r.number === revisions.value.inForce));
export const trial = computed(() => waits(revisions.value.waiting));

/** Seconds until a trial ends; undefined without one. */
export const left = computed(() => (trial.value === undefined ? undefined : Math.max(0, Math.ceil((trial.value.until.getTime() - now.value) / 1000))));

export const minutes = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

/** The other directors and the serial of what they run. */
export const partners = signal<readonly { readonly name: string; readonly serial: number }[]>([]);

export async function refresh(): Promise<void> {
  const answer = await api.withVersion<Revisions>("/revisions");
  revisions.value = answer.body;
  etag.value = answer.version;
}

export const mayEdit = computed(() => ["editor", "administrator"].includes(me.value?.role ?? ""));

/** A write about the file in force; what the director said, or why not. */
export async function order(path: string, body: unknown): Promise<{ ok: boolean; lines: readonly string[] }> {
  try {
    const answer = await api.send<{ lines: readonly string[] }>("POST", path, body, etag.value);
    await refresh();
    return { ok: true, lines: answer.lines };
  } catch (problem) {
    await refresh().catch(() => undefined);
    return { ok: false, lines: linesOf(problem) };
  }
}
