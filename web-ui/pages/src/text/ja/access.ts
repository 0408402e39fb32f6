import type en from "../en/access.ts";

export default {
  "access.title": "アクセス管理",
} satisfies typeof en;
