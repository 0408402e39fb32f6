import { api } from "../work/kit.tsx";
import type { Edit } from "../form/edits.ts";

/** A draft without its text. */
export interface DraftHead {
  readonly number: number;
  readonly version: number;
  readonly base: number;
  readonly author: string;
  readonly createdAt: string;
  readonly editor: string;
  readonly changedAt: string;
  readonly bytes: number;
}

export interface DraftProblem {
  readonly line: number;
  readonly severity: "error" | "warning";
  readonly message: string;
}

export interface DraftState {
  readonly head: DraftHead;
  readonly usable: boolean;
  readonly problems: readonly DraftProblem[];
}

export interface Difference {
  readonly words: readonly string[];
  readonly text: readonly string[];
}

export interface ApplyHow {
  readonly reason: string;
  readonly confirmSeconds: number;
  readonly force: boolean;
}

const version = (head: DraftHead) => `"${head.number}.${head.version}"`;

/** What can be asked about drafts. */
export const drafts = {
  list: () => api.get<{ drafts: readonly DraftHead[]; inForce: number }>("/drafts"),
  create: (revision: number) => api.send<DraftState>("POST", "/drafts", { revision }),
  read: (number: number) => api.get<{ head: DraftHead; text: string }>(`/drafts/${number}`),
  check: (number: number) => api.send<DraftState>("POST", `/drafts/${number}/validate`, {}),
  edit: (head: DraftHead, edits: readonly Edit[]) => api.send<DraftState>("PATCH", `/drafts/${head.number}`, { edits }, version(head)),
  replace: (head: DraftHead, text: string) => api.send<DraftState>("PUT", `/drafts/${head.number}`, { text }, version(head)),
  difference: (number: number) => api.get<Difference>(`/drafts/${number}/diff`),
  apply: (head: DraftHead, how: ApplyHow) =>
    api.send<{ lines: readonly string[] }>("POST", `/drafts/${head.number}/apply`, how, version(head)),
  discard: (head: DraftHead) => api.send<undefined>("DELETE", `/drafts/${head.number}`, undefined, version(head)),
  revisionText: (revision: number) => api.text(`/revisions/${revision}`),
};
