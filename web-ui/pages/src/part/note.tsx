import { signal } from "@preact/signals";
import { t } from "../text/index.ts";

/** How long a note with an undo stands, and how long one without. */
const UNDO_MS = 10_000;
const MS = 6_000;

interface Note {
  id: number;
  text: string;
  bad: boolean;
  undo?: () => void;
}

const notes = signal<readonly Note[]>([]);
let last = 0;

function drop(id: number): void {
  notes.value = notes.value.filter((n) => n.id !== id);
}

/** Says what was done, with a way back where there is one; a failure stays until it is closed. */
export function note(text: string, more: { bad?: boolean; undo?: () => void } = {}): void {
  const id = ++last;
  notes.value = [...notes.value.slice(-2), { id, text, bad: more.bad ?? false, ...(more.undo ? { undo: more.undo } : {}) }];
  if (!more.bad) setTimeout(() => drop(id), more.undo ? UNDO_MS : MS);
}

export function Notes() {
  return (
    <div class="notes" role="status">
      {notes.value.map((n) => (
        <div key={n.id} class={n.bad ? "note bad" : "note"}>
          <span>{n.text}</span>
          {n.undo && <button type="button" onClick={() => (drop(n.id), n.undo!())}>{t("part.undo")}</button>}
          <button type="button" class="bare" onClick={() => drop(n.id)}>{t("part.close")}</button>
        </div>
      ))}
    </div>
  );
}
