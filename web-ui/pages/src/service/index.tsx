import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

export function Service() {
  return <Soon title={t("service.title")}>{t("soon.title")}</Soon>;
}
