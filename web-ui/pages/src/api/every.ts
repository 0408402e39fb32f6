import { useEffect } from "preact/hooks";

/** Looks now and then again and again while a part is on the screen. `open` is false once nobody waits for the answer any more. */
export function useEvery(milliseconds: number, look: (open: () => boolean) => Promise<unknown>, inputs: readonly unknown[] = []): void {
  useEffect(() => {
    let mounted = true;
    const again = () => void look(() => mounted);
    again();
    const timer = setInterval(again, milliseconds);
    return () => {
      mounted = false;
      clearInterval(timer);
    };
  }, [milliseconds, ...inputs]);
}
