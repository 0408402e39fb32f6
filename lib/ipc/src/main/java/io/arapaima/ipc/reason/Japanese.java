package io.arapaima.ipc.reason;

import io.arapaima.config.ConfigChange;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Reasons in Japanese, as {@link English} says them in English. What a check or a person said stays as it was said. */
public final class Japanese {
    private static final List<String> UNITS = List.of("日", "時間", "分", "秒");

    private Japanese() {}

    /**
     * Says why a real server has its weight.
     *
     * @param reason the reason
     * @return one line, {@code 設定値 12、負荷 4.0: 3、チェック成功 (connected)}
     */
    public static String of(WeightReason reason) {
        var words = new StringBuilder("設定値 ").append(reason.configured());
        reason.steps().forEach(step -> words.append("、").append(of(step.reason())).append(outcome(step)));
        return words.toString();
    }

    private static String outcome(WeightReason.Step step) {
        return switch (step.outcome()) {
            case NOTHING -> "";
            case WEIGHT -> ": " + step.weight();
            case NOT_IN_TABLE -> ": テーブルから除外";
            case KEEPS_CONNECTIONS -> ": 0 (既存接続は維持)";
            case SORRY_ANSWERS -> ": 0 (Sorryサーバが応答)";
        };
    }

    /**
     * Says one cause.
     *
     * @param reason the cause
     * @return half a sentence
     */
    public static String of(Reason reason) {
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
            case Reason.WeightFound() -> "前回の重み付けを維持";
            case Reason.SlowStart() -> "スロースタート中";
            case Reason.Load(var load) -> "負荷 " + load;
            case Reason.LoadAgainstAll(var own, var all) -> "負荷 %.2f (平均 %.2f)".formatted(own, all);
            case Reason.LoadUnknown() -> "負荷が不明";
            case Reason.Asks(var share) -> share.drain()
                    ? "サーバが新規接続の停止を要求"
                    : "サーバが重み付け " + share.percent() + "% を要求";
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
            case RoleReason role -> role(role);
            case FileReason file -> file(file);
            case Alarm alarm -> JapaneseAlarms.of(alarm, Japanese::of);
        };
    }

    private static String role(RoleReason reason) {
        return switch (reason) {
            case RoleReason.Started() -> "起動";
            case RoleReason.ForcedAtStart() -> "起動時に稼働系を強制";
            case RoleReason.NoPartner() -> "相手ディレクタの設定なし";
            case RoleReason.NotHeard(var director) -> director + " が起動後まだ見つからない";
            case RoleReason.SaidGoodbye(var director) -> director + " が停止を通知";
            case RoleReason.ProcessDied(var director) -> director + " のプロセスが異常終了";
            case RoleReason.Silent(var director, var time) -> silent(director, time);
            case RoleReason.Fenced(var director, var time) -> silent(director, time) + "、フェンシング済み";
            case RoleReason.NotFenced(var director, var time, var failure) -> silent(director, time)
                    + "、フェンシング失敗" + quoted(failure);
            case RoleReason.LeavesRole(var director, var why) -> director + " が稼働系を引き渡し"
                    + why.map(w -> "、" + of(w)).orElse("");
            case RoleReason.AllOf(var reasons) -> joined(reasons);
            case RoleReason.Stopping() -> "停止処理中";
            case RoleReason.ManagerStops() -> "lvs-manager が停止";
            case RoleReason.StoodStill(var time) -> "このプロセスが" + time.toMillis() + "ミリ秒停止し、リースが切れた";
            case RoleReason.ActiveSince(var director) -> director + " も稼働系で、後から切り替わった";
            case RoleReason.ActiveAndFitter(var director) -> director + " も稼働系で、状態がより良い";
            case RoleReason.Deaf(var director) -> director + " にこちらの通信が届かず、" + director + " が稼働系になる";
            case RoleReason.HandsOver(var why, var fit) -> joined(why) + "、" + fit + " は正常";
            case RoleReason.CutOff(var trouble, var director, var alarm) ->
                alarm.map(Japanese::of).filter(said -> !said.isEmpty()).orElse(trouble) + "、" + director + " から応答なし";
            case RoleReason.Failback(var director) -> director.map(name -> name + " が復帰 (failback = yes)")
                    .orElse("failback = yes");
            case RoleReason.SwitchOver(var actor, var why) ->
                JapaneseAlarms.by(actor) + "切り替え" + JapaneseAlarms.colon(why);
            case RoleReason.Maintenance order -> JapaneseAlarms.maintenance(order);
            case RoleReason.Unfit(var trouble) -> "稼働不可" + JapaneseAlarms.colon(trouble);
        };
    }

    private static String silent(String director, Duration time) {
        return director + " から" + time.toMillis() + "ミリ秒応答なし";
    }

    private static String joined(List<Reason> reasons) {
        return reasons.stream().map(Japanese::of).collect(Collectors.joining("、"));
    }

    private static String file(FileReason reason) {
        return switch (reason) {
            case FileReason.Faulty(var _, var faults) -> of(faults.getFirst())
                    + (faults.size() == 1 ? "" : "、ほか" + (faults.size() - 1) + "件");
            case FileReason.Unreadable(var file, var error) -> file + " を読めません" + quoted(error);
            case FileReason.TrialPending(var number, var actor, var _, var _) -> "リビジョン" + number + " (" + actor
                    + " が適用) が確認待ち";
            case FileReason.Reloaded(var from) -> from.isEmpty() ? "再読み込み" : from + " から受け取って再読み込み";
            case FileReason.Applied(var number, var source, var back, var seconds) -> "リビジョン" + number + " を適用"
                    + quoted(source) + (seconds > 0
                            ? "。" + of(Duration.ofSeconds(seconds)) + "以内に確認しないとリビジョン" + back + " に戻ります"
                            : "");
            case FileReason.CameBack(var number, var lapsed, var note) -> of(lapsed) + "ため、リビジョン" + number
                    + " に戻しました" + quoted(note.replaceFirst("^; ", ""));
            case FileReason.Differs(var changes) -> changes.isEmpty()
                    ? "変更なし"
                    : changes.stream().map(Japanese::change).collect(Collectors.joining("、"));
            case FileReason.NotConfirmed(var number, var seconds) -> "リビジョン" + number + " が"
                    + of(Duration.ofSeconds(seconds)) + "以内に確認されなかった";
            case FileReason.Overtaken(var base, var _) -> "リビジョン" + base + " はすでに適用中ではない";
            case FileReason.EditedHere(var file) -> file + " は編集されたが未適用";
            case FileReason.EditedThere() -> "相手側の lvs.cf は編集されたが未適用";
            case FileReason.Older _ -> "相手側の lvs.cf の方が新しい";
            case FileReason.SameSerial _ -> "相手側に serial_no が同じ別の lvs.cf がある";
        };
    }

    /**
     * Says how a partner is.
     *
     * @param state what is known of it
     * @return some words
     */
    public static String of(PartnerState state) {
        return switch (state) {
            case PartnerState.NeverHeard() -> "起動後まだ見つからない";
            case PartnerState.SaidGoodbye() -> "停止を通知";
            case PartnerState.ProcessDied() -> "プロセスが異常終了";
            case PartnerState.Silent() -> "応答なし";
            case PartnerState.Heard(var role, var holdsBack) -> switch (role) {
                case ACTIVE -> "稼働系";
                case STANDBY -> "待機系";
            } + holdsBack.map(why -> "、" + of(why)).orElse("");
            case PartnerState.OtherState() -> "不明な状態";
        };
    }

    /**
     * Says a line that is wrong, where the file's name is known.
     *
     * @param fault the line
     * @return {@code 12行目: ...}
     */
    public static String of(FileReason.Fault fault) {
        return fault.line() + "行目: " + (fault.japanese().isEmpty() ? fault.text() : fault.japanese());
    }

    /**
     * Says one cause in a few words, for a subject.
     *
     * @param reason the cause
     * @return half a sentence, without the number of checks
     */
    public static String brief(Reason reason) {
        return reason instanceof Reason.Failed(var code, var words, var _) ? failure(code, words) : of(reason);
    }

    private static String change(ConfigChange change) {
        return switch (change) {
            case ConfigChange.Added(var block) -> block + " を追加";
            case ConfigChange.Removed(var block) -> block + " を削除";
            case ConfigChange.Reordered(var kind) -> kind + " の順序を変更";
            case ConfigChange.Changed(var keyword, var was, var is) -> keyword + " " + was.orElse("指定なし") + " → "
                    + is.orElse("指定なし");
            case ConfigChange.Recoded(var was, var is) -> "文字コード " + was + " → " + is;
            case ConfigChange.More(var changes) -> "ほか" + changes + "件";
            case ConfigChange.Other(var text) -> text;
        };
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

    /**
     * Names a part of this director, or what a check says about a server that passes.
     *
     * @param subject the words for it in English, as an event's subject has them
     * @return its name; the same where none is known
     */
    public static String component(String subject) {
        return switch (subject) {
            case "nanny" -> "チェックエンジン (nanny)";
            case "data plane" -> "データプレーン";
            case "relay" -> "中継プロセス (relay)";
            case "data plane's settings" -> "データプレーンの設定";
            case "mail" -> "メール送信";
            case "mail spool" -> "メールスプール";
            case "table" -> "振り分けテーブル";
            case "state folder" -> "状態フォルダ";
            case "lvs.cf" -> "設定ファイル";
            case "lvs.cf and plugins" -> "設定ファイルとプラグイン";
            case "lvs.cf at the partner" -> "相手ディレクタの設定ファイル";
            case "revisions of lvs.cf" -> "設定ファイルの履歴";
            case "host names" -> "名前解決";
            case "lease" -> "仮想アドレスのリース";
            case "addresses" -> "仮想アドレス";
            case "engine" -> "チェックエンジン";
            case "network" -> "このディレクタのネットワーク";
            case "plan" -> "チェックの計画";
            case "copies of plugins" -> "プラグインの複製";
            default -> subject.replaceFirst("^certificate of (.*)$", "証明書 ($1)")
                    .replaceFirst("^sorry server of (.*)$", "Sorryサーバ ($1)")
                    .replaceFirst("^check name (.*)$", "チェック名 $1").replaceFirst("^check (.*)$", "チェック $1")
                    .replaceFirst("^conduct of plugin (.*)$", "プラグイン $1 の動作")
                    .replaceFirst("^plugins folder (.*)$", "プラグインフォルダ $1")
                    .replaceFirst("^plugin (.*)$", "プラグイン $1")
                    .replaceFirst("^(quorum_up|quorum_down) of (.*)$", "$2 の $1")
                    .replaceFirst("^announcing (.*)$", "仮想アドレス $1 の通知")
                    .replaceFirst("^second owner of (.*)$", "仮想アドレス $1 の重複")
                    .replaceFirst("^mail to (.*)$", "メール宛先 $1")
                    .replaceFirst("^address (.*)$", "仮想アドレス $1");
        };
    }

    /**
     * Says what trouble with a part of this director means.
     *
     * @param subject the words for it in English, as an event's subject has them
     * @return a sentence; empty where its troubles mean different things
     */
    public static String consequence(String subject) {
        return switch (subject) {
            case "nanny" -> "復旧するまで、直前の判定のまま振り分けを続けます";
            case "data plane" -> "復旧するまで、振り分けの変更を反映できません";
            case "relay" -> "中継中の接続は切れた可能性があります";
            case "state folder" -> "この間に再起動すると、最近の状態が失われます";
            case "mail spool" -> "この間の通知メールは遅れます";
            default -> subject.startsWith("sorry server of ")
                    ? "リアルサーバがすべて障害になると、応答するサーバがなくなります"
                    : subject.startsWith("certificate of ") ? "期限までに証明書を更新してください" : "";
        };
    }

    /**
     * Says what a real server is.
     *
     * @param state its state
     * @return some words
     */
    public static String of(ServerState state) {
        return switch (state) {
            case UNKNOWN -> "未判定";
            case NOT_CHECKED -> "チェック対象外";
            case UP -> "稼働中";
            case DOWN -> "障害";
            case KEPT -> "障害 (振り分け継続)";
            case FLAPPING -> "不安定 (切り離し中)";
            case FLAPPING_UP -> "不安定 (振り分け継続)";
            case DRAINED -> "新規停止 (サーバの要求)";
            case WAITING -> "必要台数待ち";
            case QUIESCED -> "新規停止";
            case FORCED_UP -> "強制投入";
            case FORCED_DOWN -> "強制切り離し";
        };
    }

    /**
     * Says a time that passed.
     *
     * @param time not negative
     * @return its largest two units
     */
    public static String of(Duration time) {
        List<Long> units = English.units(time);
        for (int i = 0; i < units.size(); i++) {
            if (units.get(i) > 0) {
                boolean second = i + 1 < units.size() && units.get(i + 1) > 0;
                return units.get(i) + UNITS.get(i) + (second ? units.get(i + 1) + UNITS.get(i + 1) : "");
            }
        }
        return "1秒未満";
    }
}
