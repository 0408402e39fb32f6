import type en from "../en/changes.ts";

export default {
  "changes.title": "設定変更",
} satisfies typeof en;
