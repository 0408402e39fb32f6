import { age, now } from "../api/live.ts";
import { clockTime, span } from "../text/index.ts";

/** How long ago, with the time when it is asked for. */
export function Ago({ at }: { at: string }) {
  return <time dateTime={at} title={new Date(at).toLocaleString()}>{span(age(at))}</time>;
}

/** When. */
export function When({ at }: { at: string }) {
  return <time dateTime={at}>{clockTime(new Date(at), now.value)}</time>;
}
