package io.arapaima.alerts;

import io.arapaima.ipc.Reason;
import io.arapaima.ipc.ServerState;
import java.time.Duration;
import java.util.List;

/** Reasons in Japanese, as {@link io.arapaima.ipc.English} says them in English. What a check or a person said stays as it was said. */
final class Japanese {
    private static final List<String> UNITS = List.of("日", "時間", "分", "秒");

    private Japanese() {}

    /** Half a sentence. */
    static String of(Reason reason) {
        return switch (reason) {
            case Reason.Said(var words) -> words;
            case Reason.Failed(var code, var words, var checks) -> failure(code, words)
                    + (checks == 1 ? "" : "、" + checks + "回連続で失敗");
            case Reason.Passes(var words) -> "チェック成功" + quoted(words);
            case Reason.NoResultYet() -> "チェックの結果待ち";
            case Reason.NotCheckedYet() -> "チェック未実施";
            case Reason.NotJudged(var why) -> "判定できません" + quoted(why);
            case Reason.ServesFromTheStart(var meanwhile) -> "判定前から振り分け対象、" + of(meanwhile);
            case Reason.Found(var meanwhile) -> of(meanwhile) + "、前回の状態を維持";
            case Reason.WeightFound() -> "前回の重みを維持";
            case Reason.SlowStart() -> "スロースタート中";
            case Reason.Load(var load) -> "負荷 " + load;
            case Reason.LoadAgainstAll(var own, var all) -> "負荷 %.2f (平均 %.2f)".formatted(own, all);
            case Reason.LoadUnknown() -> "負荷が不明";
            case Reason.Asks(var share) -> share.drain()
                    ? "サーバが新規接続の停止を要求"
                    : "サーバが重み " + share.percent() + "% を要求";
            case Reason.Ordered order -> ordered(order);
            case Reason.OrderEnded(var actor) -> actor.isEmpty() ? "指定時間が終了" : actor + " が操作を解除";
            case Reason.Flaps(var limit, var window, var hold) -> of(window) + "間に" + limit + "回を超えて失敗、"
                    + of(hold) + "間チェックに成功するまで切り離し";
            case Reason.LetInThoughItFlaps() -> "不安定だが、ほかのサーバが足りないため振り分けを継続";
            case Reason.KeptByFloor(var floor) -> "min_up = " + floor + " のため振り分けを継続";
            case Reason.QuorumMissing(var able, var of, var quorum, var planned) -> "サーバ" + able + "/" + of
                    + "台のみ稼働可能 (quorum = " + quorum + ")"
                    + (planned == 0 ? "" : "、計画停止 " + planned + "台");
            case Reason.Both(var first, var second) -> of(first) + "、" + of(second);
        };
    }

    /** The same in a few words, for a subject. */
    static String brief(Reason reason) {
        return reason instanceof Reason.Failed(var code, var words, var _) ? failure(code, words) : of(reason);
    }

    private static String failure(String code, String words) {
        return switch (code) {
            case "REFUSED" -> "接続拒否" + (words.equalsIgnoreCase("connection refused") ? "" : quoted(words));
            case "TIMEOUT" -> "応答なし" + quoted(words);
            case "RESET" -> "接続が切断された" + quoted(words);
            case "CLOSED" -> "応答の途中で切断" + quoted(words);
            case "UNREACHABLE" -> "到達不能" + quoted(words);
            case "TLS" -> "TLSエラー" + quoted(words);
            case "PROTOCOL" -> "プロトコル違反の応答" + quoted(words);
            case "CONTENT" -> "応答内容が不正" + quoted(words);
            case "PROGRAM" -> "チェックプログラムが異常を報告" + quoted(words);
            default -> code + quoted(words);
        };
    }

    private static String quoted(String words) {
        return words.isEmpty() ? "" : " (" + words + ")";
    }

    private static String ordered(Reason.Ordered order) {
        return (order.actor().isEmpty() ? "操作" : order.actor() + " の操作") + "で" + of(order.state())
                + (order.reason().isEmpty() ? "" : ": " + order.reason())
                + order.until().map(end -> "、" + end + "まで").orElse("");
    }

    /** A part of this director, or what a check says about a server that passes. */
    static String component(String subject) {
        return switch (subject) {
            case "nanny" -> "チェックエンジン (nanny)";
            case "data plane" -> "データプレーン";
            case "data plane's settings" -> "データプレーンの設定";
            case "mail" -> "メール送信";
            case "mail spool" -> "メールスプール";
            case "table" -> "振り分けテーブル";
            case "state folder" -> "状態フォルダ";
            case "lvs.cf" -> "設定ファイル";
            default -> subject.replaceFirst("^certificate of (.*)$", "証明書 ($1)")
                    .replaceFirst("^sorry server of (.*)$", "Sorryサーバ ($1)")
                    .replaceFirst("^check (.*)$", "チェック $1").replaceFirst("^mail to (.*)$", "メール宛先 $1")
                    .replaceFirst("^address (.*)$", "仮想アドレス $1");
        };
    }

    /** What a real server is. */
    static String of(ServerState state) {
        return switch (state) {
            case UNKNOWN -> "未判定";
            case UP -> "稼働中";
            case DOWN -> "ダウン";
            case KEPT -> "ダウン (振り分け継続)";
            case FLAPPING -> "不安定 (切り離し中)";
            case FLAPPING_UP -> "不安定 (振り分け継続)";
            case DRAINED -> "新規停止 (サーバの要求)";
            case WAITING -> "必要台数待ち";
            case QUIESCED -> "新規停止";
            case FORCED_UP -> "強制投入";
            case FORCED_DOWN -> "強制切り離し";
        };
    }

    /** A time that passed, in its largest two units. */
    static String of(Duration time) {
        List<Long> units = MailWords.units(time);
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i) > 0) {
                boolean second = i + 1 < units.size() && units.get(i + 1) > 0;
                return units.get(i) + UNITS.get(i) + (second ? units.get(i + 1) + UNITS.get(i + 1) : "");
            }
        }
        return "1秒未満";
    }
}
