import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

export function Editor() {
  return <Soon title={t("editor.title")}>{t("soon.title")}</Soon>;
}
