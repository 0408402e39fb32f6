import type en from "../en/directors.ts";

export default {
  "directors.title": "ディレクタ",
} satisfies typeof en;
