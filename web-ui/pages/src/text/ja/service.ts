import type en from "../en/service.ts";

export default {
  "service.title": "バーチャルサーバ",
} satisfies typeof en;
