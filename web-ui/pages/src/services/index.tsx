import { Soon } from "../part/soon.tsx";
import { t } from "../text/index.ts";

export function Services() {
  return <Soon title={t("services.title")}>{t("soon.title")}</Soon>;
}
