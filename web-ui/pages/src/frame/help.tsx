import { openDialog } from "../part/dialog.tsx";
import { t, type Key } from "../text/index.ts";
import { singleKeys } from "./keyboard.ts";

const GO: readonly [string, Key][] = [["n", "help.goNow"], ["s", "help.goServices"], ["m", "help.goNodes"], ["c", "help.goChanges"], ["d", "help.goDirectors"], ["r", "help.goRecords"], ["a", "help.goAccess"]];
const ROW: readonly [string, Key][] = [["/", "help.search"], ["j", "help.down"], ["k", "help.up"], ["Enter", "help.open"], ["x", "help.select"], ["?", "help.help"], ["Esc", "help.close"]];

/** All keys, and the switch for single ones. */
export function showHelp(): void {
  openDialog({ title: () => t("help.title"), body: () => <Help /> });
}

function Help() {
  return (
    <div class="keys">
      <dl>{GO.map(([key, text]) => <div key={key}><dt><kbd>g</kbd> {t("help.then")} <kbd>{key}</kbd></dt><dd>{t(text)}</dd></div>)}</dl>
      <dl>{ROW.map(([key, text]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{t(text)}</dd></div>)}</dl>
      <label class="switch"><input type="checkbox" checked={singleKeys.value} onChange={(e) => (singleKeys.value = e.currentTarget.checked)} />{t("help.single")}</label>
      <p class="quiet">{t("help.singleHint")}</p>
    </div>
  );
}
