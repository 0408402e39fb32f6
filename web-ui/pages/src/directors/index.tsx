import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

export function Directors() {
  return <Soon title={t("directors.title")}>{t("soon.title")}</Soon>;
}
