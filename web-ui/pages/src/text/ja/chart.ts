import type en from "../en/chart.ts";

export default {
  "chart.span": "表示期間",
  "chart.hour": "1時間",
  "chart.day": "24時間",
  "chart.csv": "CSVで取得",
  "chart.none": "この期間の記録はまだありません。",
  "chart.spark": "現在 {last}、直近1時間の最大 {most}",
  "chart.rate": "新規接続",
  "chart.perSecond": "毎秒",
  "chart.connections": "アクティブ接続",
  "chart.bytes": "通信量",
  "chart.bytesPerSecond": "バイト/秒",
  "chart.in": "クライアントから",
  "chart.out": "クライアントへ",
  "chart.inService": "振り分け中のリアルサーバ",
  "chart.ofServers": "全{n}台",
  "chart.server": "リアルサーバ別",
  "chart.weight": "重み付け",
} satisfies typeof en;
