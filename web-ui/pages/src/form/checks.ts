/** What `check` says, as far as a form needs it: one check, several, or none, which is Piranha's send and expect. */
export type CheckChoice =
  | { readonly kind: "piranha" }
  | { readonly kind: "one"; readonly name: string }
  | { readonly kind: "several"; readonly names: readonly string[]; readonly text: string };

/** Reads it for the form; whether it is right is judged by the director. */
export function checkChoice(written: string | undefined): CheckChoice {
  const text = (written ?? "").trim();
  if (text === "") {
    return { kind: "piranha" };
  }
  const plain = /^[^\s(),]+$/.test(text);
  if (plain) {
    return { kind: "one", name: text };
  }
  const bare = text.replace(/\bevery\s+\d+/g, " ").replace(/\b\d+\s+of\b/g, " ");
  const names = bare.split(/[\s(),]+/).filter(w => w !== "" && w !== "all" && w !== "any" && w !== "of");
  return { kind: "several", names: [...new Set(names)], text };
}

/** The names of the checks whose options a form shows. */
export function checkNames(written: string | undefined): readonly string[] {
  const choice = checkChoice(written);
  return choice.kind === "one" ? [choice.name] : choice.kind === "several" ? choice.names : [];
}
