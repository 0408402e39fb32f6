import type { ComponentChildren } from "preact";

/** A screen that says what it will be. */
export function Soon({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <section class="screen">
      <h1>{title}</h1>
      <div class="empty">{children}</div>
    </section>
  );
}
