/** One Japanese term for each English one, on every screen. */
export interface Term {
  /** Found in an English text, whatever its case. */
  readonly en: RegExp;
  /** At least one of these stands in the Japanese text then; the first is the term, the others its use in a longer word. */
  readonly ja: readonly string[];
}

export const TERMS: readonly Term[] = [
  { en: /\bvirtual services?\b/i, ja: ["バーチャルサーバ"] },
  { en: /\breal servers?\b/i, ja: ["リアルサーバ"] },
  { en: /\bsorry server\b/i, ja: ["Sorryサーバ"] },
  { en: /\bfailover services?\b/i, ja: ["フェイルオーバ・サービス"] },
  { en: /\bweights?\b/i, ja: ["重み付け", "重み付き"] },
  { en: /\bschedulers?\b(?!:)/i, ja: ["分散アルゴリズム"] },
  { en: /\bforwarding\b/i, ja: ["転送方法"] },
  { en: /\bcheck interval\b/i, ja: ["監視間隔"] },
  { en: /\bdrafts?\b/i, ja: ["下書き"] },
  { en: /\brevisions?\b/i, ja: ["リビジョン"] },
  { en: /\bdirectors?\b/i, ja: ["ディレクタ"] },
  { en: /\bheartbeats?\b/i, ja: ["ハートビート"] },
  { en: /\bmaintenance\b/i, ja: ["メンテナンス"] },
  { en: /\bswitch(ed)? over\b/i, ja: ["切り替え"] },
  { en: /\badministrators?\b/i, ja: ["管理者"] },
  { en: /\bviewer\b/i, ja: ["閲覧者"] },
  { en: /\btokens?\b/i, ja: ["トークン"] },
  { en: /\baudit\b/i, ja: ["監査"] },
  { en: /\bpartner\b/i, ja: ["相手"] },
  { en: /\bstandby\b/i, ja: ["待機系"] },
  { en: /\bfirewall mark\b/i, ja: ["ファイアウォールマーク"] },
  { en: /\bplugins?\b/i, ja: ["プラグイン"] },
  { en: /\bserial\b/i, ja: ["通し番号"] },
];

/** Words that have another one here. */
export const AVOIDED: readonly (readonly [RegExp, string])[] = [
  [/現用系|アクティブな|アクティブ側/, "稼働系"],
  [/スタンバイ/, "待機系"],
  [/仮想サービス|仮想サーバ/, "バーチャルサーバ"],
  [/実サーバ/, "リアルサーバ"],
  [/ウェイト|ウエイト/, "重み付け"],
  [/スケジューラ/, "分散アルゴリズム"],
  [/サーバー/, "サーバ"],
  [/ユーザー/, "ユーザ"],
  [/ドラフト/, "下書き"],
  [/ディレクター/, "ディレクタ"],
  [/パートナー/, "相手"],
  [/[\uFF61-\uFF9F]/, "full-width kana"],
  [/[０-９Ａ-Ｚａ-ｚ]/, "half-width letters and digits"],
];
