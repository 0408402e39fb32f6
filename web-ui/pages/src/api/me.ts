import { computed, signal } from "@preact/signals";
import type { Schemas } from "./client.ts";

export type Role = Schemas["Role"];
const ORDER: Role[] = ["viewer", "operator", "editor", "administrator"];

/** Who is signed in: undefined = not asked yet, null = nobody. */
export const me = signal<Schemas["Me"] | null | undefined>(undefined);
/** Whether a sign-in has ended while the page was open. */
export const ended = signal(false);
/** When this page last saw a password of this person, in milliseconds of the browser; 0 = not since it was loaded. */
export const signedInAt = signal(0);

const rank = computed(() => (me.value ? ORDER.indexOf(me.value.role) : -1));

/** Whether the person has this role or one above it. The director judges again; this only decides what is shown. */
export function may(role: Role): boolean {
  return rank.value >= ORDER.indexOf(role);
}

export function signedIn(who: Schemas["Me"], byPassword: boolean): void {
  if (byPassword) signedInAt.value = Date.now();
  ended.value = false;
  me.value = who;
}

export function signedOut(): void {
  if (me.value) ended.value = true;
  me.value = null;
}
