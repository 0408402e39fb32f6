import type en from "../en/records.ts";

export default {
  "records.title": "記録",
} satisfies typeof en;
