import type en from "../en/nodes.ts";

export default {
  "nodes.title": "ノード",
  "nodes.soon": "リアルサーバの負荷、エージェント、バックアップ・ノード、起動・停止を扱う画面です。必要なエージェントはこのバージョンに含まれていません。",
  "nodes.instead": "現在のリアルサーバの状態は「バーチャルサーバ」で確認できます。",
} satisfies typeof en;
