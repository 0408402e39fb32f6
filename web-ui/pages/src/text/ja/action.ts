import type en from "../en/action.ts";

/** イベントと操作の種類。 */
export default {
  "action.Operate": "サーバを操作",
  "action.Reload": "lvs.cf を適用",
  "action.Deliver": "相手から lvs.cf を受信",
  "action.PushFile": "lvs.cf を相手に送信",
  "action.Apply": "ファイルを適用",
  "action.Confirm": "リビジョンを確認",
  "action.Rollback": "リビジョンを再適用",
  "action.RevisionQuery": "ファイルを閲覧",
  "action.DraftCreate": "下書きを作成",
  "action.DraftQuery": "下書きを閲覧",
  "action.DraftEdit": "下書きを変更",
  "action.DraftReplace": "下書きをテキストで変更",
  "action.DraftApply": "下書きを適用",
  "action.DraftDiscard": "下書きを破棄",
  "action.ZeroCounters": "カウンタをゼロに設定",
  "action.MailTest": "テストメールを送信",
  "action.PluginsQuery": "プラグインを再検索",
} satisfies typeof en;
