import type en from "../en/access.ts";

export default {
  "access.title": "アクセス",
} satisfies typeof en;
