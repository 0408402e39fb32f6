package io.arapaima.config;

/** The messages of Piranha's own parser; scripts and people know them, so ours begin with them. */
enum Complaint {
    EMPTY("Empty configuration", "設定が空です"), QUOTATION("quotation mismatch", "引用符が閉じていません"),
    END_OF_FILE("unexpected end of file", "ブロックの途中でファイルが終わっています"),
    UNEXPECTED_ARGUMENTS("unexpected arguments", "余分な値があります"),
    EQUAL("equal (=) expected after command", "キーワードの後に = がありません"),
    MISSING_ARGUMENTS("missing arguments", "値がありません"),
    HOST("invalid host name or ip address", "ホスト名またはIPアドレスが不正です"), ARGUMENT("invalid argument", "値が不正です"),
    INTEGER("integer expected", "整数が必要です"), BOOLEAN("boolean expected", "0 または 1 が必要です"),
    COMMAND("unknown command", "不明なキーワードです"), LIST("list expected", "一覧が必要です"),
    MASK("Bad subnet mask specified", "ネットマスクが不正です");

    private final String text;
    private final String japanese;

    Complaint(String text, String japanese) {
        this.text = text;
        this.japanese = japanese;
    }

    String text() {
        return text;
    }

    /** The same in Japanese. */
    String japanese() {
        return japanese;
    }
}
