import type en from "../en/door.ts";

export default {
  "door.title": "サインイン",
  "door.name": "ユーザ名",
  "door.password": "パスワード",
  "door.go": "サインイン",
  "door.wrong": "ユーザ名またはパスワードが違います。",
  "door.wait": "試行回数が多すぎます。{span}後に再試行してください。",
  "door.first": "初回起動、またはパスワード未設定の場合",
  "door.firstTitle": "最初の管理者の登録",
  "door.firstHow": "ディレクタ上で root として次のコマンドを実行すると、30分間、1回だけ使えるコードが表示されます。",
  "door.code": "ワンタイムコード",
  "door.newPassword": "新しいパスワード",
  "door.passwordHint": "8〜200文字にしてください。",
  "door.nameHint": "英数字、ピリオド、ハイフン、アンダースコア、@ が使えます。",
  "door.make": "登録してサインイン",
  "door.back": "サインインに戻る",
  "door.ended": "サインインの有効期限が切れました。",
  "door.nothing": "コンソールが応答しません。",
} satisfies typeof en;
