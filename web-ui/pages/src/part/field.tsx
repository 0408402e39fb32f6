import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A control with its name before it, one sentence after it, and what is wrong with it. */
export function Field({ label, hint, wrong, children }: { label: string; hint?: string; wrong?: string; children: (ids: { id: string; "aria-describedby"?: string; "aria-invalid"?: "true" }) => ComponentChildren }) {
  const id = useId();
  const described = [hint ? id + "h" : "", wrong ? id + "w" : ""].filter(Boolean).join(" ");
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children({ id, ...(described ? { "aria-describedby": described } : {}), ...(wrong ? { "aria-invalid": "true" as const } : {}) })}
      {hint && <p class="hint" id={id + "h"}>{hint}</p>}
      {wrong && <p class="wrong" id={id + "w"}>{wrong}</p>}
    </div>
  );
}
