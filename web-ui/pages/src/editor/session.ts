import { computed, signal } from "@preact/signals";
import { ApiProblem, api } from "../work/kit.tsx";
import type { Edit } from "../form/edits.ts";
import { readTree } from "../form/tree.ts";
import { drafts, type DraftHead, type DraftProblem } from "./drafts.ts";

/** What somebody works on: a draft, or the file in force until the first change makes one. One at a time is open in a page. */
export class Session {
  readonly head = signal<DraftHead | undefined>(undefined);
  readonly inForce = signal(0);
  readonly text = signal("");
  readonly problems = signal<readonly DraftProblem[]>([]);
  readonly usable = signal(true);
  /** The last save: under way, done, or why not. */
  readonly state = signal<"" | "saving" | "saved">("");
  readonly refusal = signal("");
  readonly gone = signal(false);
  readonly tree = computed(() => readTree(this.text.value));
  private last: Promise<unknown> = Promise.resolve();

  /** Opens a draft, or with 0 the file in force. */
  async open(number: number): Promise<void> {
    const list = await drafts.list();
    this.inForce.value = list.inForce;
    if (number === 0) {
      this.text.value = await drafts.revisionText(list.inForce);
      return;
    }
    try {
      await this.load(number);
    } catch (problem) {
      if (!(problem instanceof ApiProblem) || problem.status !== 404) {
        throw problem;
      }
      this.gone.value = true;
    }
  }

  private async load(number: number): Promise<void> {
    const [draft, checked] = await Promise.all([drafts.read(number), drafts.check(number)]);
    this.head.value = draft.head;
    this.text.value = draft.text;
    this.problems.value = checked.problems;
    this.usable.value = checked.usable;
  }

  /** Makes changes one after the other, in the order in which they were asked for. */
  edit(edits: readonly Edit[]): Promise<boolean> {
    return edits.length === 0 ? Promise.resolve(true) : this.save(head => drafts.edit(head, edits));
  }

  replace(text: string): Promise<boolean> {
    return this.save(head => drafts.replace(head, text));
  }

  private save(change: (head: DraftHead) => Promise<unknown>): Promise<boolean> {
    const mine = this.last.then(async () => {
      this.state.value = "saving";
      this.refusal.value = "";
      try {
        const head = this.head.value ?? (await drafts.create(0)).head;
        this.head.value = head;
        await change(head);
        await this.load(head.number);
        this.state.value = "saved";
        return true;
      } catch (problem) {
        await this.refused(problem);
        return false;
      }
    });
    this.last = mine;
    return mine;
  }

  private async refused(problem: unknown): Promise<void> {
    this.state.value = "";
    this.refusal.value = problem instanceof ApiProblem ? problem.words() : String(problem);
    const number = this.head.value?.number;
    if (problem instanceof ApiProblem && number !== undefined) {
      if (problem.status === 404) {
        this.gone.value = true;
      } else if (problem.status === 412 || problem.status === 409) {
        await this.load(number).catch(() => undefined);
      }
    }
  }
}

export { api };
