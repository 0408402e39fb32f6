import type en from "../en/editor.ts";

export default {
  "editor.title": "編集",
} satisfies typeof en;
