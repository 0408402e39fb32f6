import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "../frame/icon.tsx";
import { t } from "../text/index.ts";

/** A dialog: functions, so that a change of the language reaches it while it is open. */
export interface Dialog {
  title: () => string;
  body: () => ComponentChildren;
}

const open = signal<Dialog | null>(null);

export function openDialog(dialog: Dialog): void {
  open.value = dialog;
}

export function closeDialog(): void {
  open.value = null;
}

/** The browser's own dialog: it keeps the focus, and gives it back; Escape closes it. */
export function Dialogs() {
  const element = useRef<HTMLDialogElement>(null);
  const dialog = open.value;
  useEffect(() => {
    if (dialog !== null && !element.current!.open) element.current!.showModal();
    if (dialog === null && element.current!.open) element.current!.close();
  }, [dialog]);
  return (
    <dialog ref={element} aria-labelledby="dialog-title" onClose={closeDialog}>
      {dialog && (
        <div class="frame">
          <header>
            <h2 id="dialog-title">{dialog.title()}</h2>
            <button type="button" class="bare" aria-label={t("part.close")} onClick={closeDialog}><Icon name="close" size={18} /></button>
          </header>
          {dialog.body()}
        </div>
      )}
    </dialog>
  );
}
