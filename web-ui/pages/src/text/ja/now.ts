import type en from "../en/now.ts";

export default {
  "now.title": "現況",
} satisfies typeof en;
