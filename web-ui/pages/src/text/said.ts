import type { Event, Server } from "../api/live.ts";
import { language } from "./index.ts";

type Words = Pick<Event, "was" | "now" | "why" | "effect">;

/** Why a server has its weight, in the language on the screen. */
export const whyOf = (server: Server): string => (language.value === "ja" ? server.whyJa : server.why);

/** What an event says, in the language on the screen. */
export const wordsOf = (event: Event): Words => (language.value === "ja" ? event.ja : event);
