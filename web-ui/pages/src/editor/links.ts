import type { Path } from "../form/tree.ts";
import type { Session } from "./session.ts";

/** The address of a page of the form. */
export function editLink(session: Session, path: Path, step = "", view = ""): string {
  const query = new URLSearchParams();
  const number = session.head.value?.number;
  if (number !== undefined) {
    query.set("draft", String(number));
  }
  if (path.length > 0) {
    query.set("at", path.map(encodeURIComponent).join("/"));
  }
  if (step !== "") {
    query.set("step", step);
  }
  if (view !== "") {
    query.set("view", view);
  }
  const words = query.toString();
  return words === "" ? "/editor" : `/editor?${words}`;
}

/** The path that an address names. */
export const pathOf = (query: URLSearchParams): Path => {
  const at = query.get("at") ?? "";
  return at === "" ? [] : at.split("/").map(decodeURIComponent);
};
