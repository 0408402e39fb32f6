import type en from "../en/services.ts";

export default {
  "services.title": "バーチャルサーバ",
} satisfies typeof en;
