package io.arapaima.ipc.reason;

import io.arapaima.checkspec.PrintableText;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Alarms in Japanese. What the system, a server or a plugin said stays as it was said, in brackets. */
final class JapaneseAlarms {
    private static final String STAYS = "。前の版を使い続けます";
    private static final String JAR = "。修正した jar に置き換えるか、取り除いてください";

    private JapaneseAlarms() {}

    static String of(Alarm alarm, Function<Reason, String> words) {
        return PrintableText.line(switch (alarm) {
            case ProcessAlarm process -> process(process);
            case DiskAlarm disk -> disk(disk);
            case MailAlarm mail -> mail(mail);
            case HubAlarm hub -> hub(hub, words);
            case AddressAlarm address -> address(address);
            case EngineAlarm engine -> engine(engine);
            case PluginAlarm plugin -> plugin(plugin);
            case PairAlarm pair -> pair(pair);
        });
    }

    private static String process(ProcessAlarm alarm) {
        return switch (alarm) {
            case ProcessAlarm.ProcessEnded(var pid, var code) -> "プロセス (pid " + pid + ") が"
                    + (code > 128 ? "シグナル" + (code - 128) : "終了コード" + code) + "で終了したため、再起動しました";
            case ProcessAlarm.ProcessKilled(var pid, var seconds) -> "プロセス (pid " + pid + ") が" + seconds
                    + "秒間応答しないため、強制終了して再起動しました";
            case ProcessAlarm.ProcessSilent(var pid, var seconds, var limit) -> "プロセス (pid " + pid + ") が" + seconds
                    + "秒間応答していません。停止しているか、マシンが過負荷です。" + limit + "秒で強制終了して再起動します";
            case ProcessAlarm.ProcessNotStarted(var error) -> "起動できません" + quoted(error) + "。再起動を続けます";
            case ProcessAlarm.RelayKilled(var pid, var seconds) -> "プロセス (pid " + pid + ") が" + seconds
                    + "秒間応答しないため、強制終了して再起動します";
            case ProcessAlarm.RelayNotUp(var socket) -> socket + " で起動しませんでした。原因はログにあります";
            case ProcessAlarm.RelayGone() -> "中継プロセスとの接続が切れました (プロセスの終了、または別の接続)。"
                    + "再接続または再起動します";
            case ProcessAlarm.PassFailed(var error) -> "内部処理に失敗しました" + quoted(error);
        };
    }

    private static String disk(DiskAlarm alarm) {
        return switch (alarm) {
            case DiskAlarm.DiskHangs(var folder, var since) -> folder + " への書き込みが "
                    + since.truncatedTo(ChronoUnit.SECONDS) + " から戻りません。ディスクが応答していません。"
                    + "チェック、振り分け、役割は継続し、ジャーナルとメールは待機します。ディスクを確認してください (dmesg)。"
                    + "回復すれば自動的に再開します";
            case DiskAlarm.NotWritten(var folder, var since, var error, var again) -> folder + " に "
                    + since.truncatedTo(ChronoUnit.SECONDS) + " から書き込めません" + quoted(error)
                    + "。空き容量と書き込み権限を確認してください。" + again + "秒ごとに再試行します";
            case DiskAlarm.Damaged(var damage) -> "ファイルが破損しています" + quoted(damage);
            case DiskAlarm.SpoolFailed(var error) -> "書き込めません" + quoted(error);
            case DiskAlarm.NamesUnanswered names -> names(names);
        };
    }

    private static String names(DiskAlarm.NamesUnanswered names) {
        String silent = names.since().map(since -> since.truncatedTo(ChronoUnit.SECONDS)
                + " からネームサーバの応答がなく、前回の結果を使っています: " + hosts(names.used())
                + "。/etc/resolv.conf を確認してください。" + names.again() + "秒ごとに再試行します").orElse("");
        String moved = names.moved().named().isEmpty()
                ? ""
                : "使用中と異なるアドレスが返されました: " + hosts(names.moved()) + "。lvsctl reload で反映します";
        return silent + (silent.isEmpty() || moved.isEmpty() ? "" : "。") + moved;
    }

    private static String hosts(DiskAlarm.Hosts hosts) {
        return hosts.named().stream().map(h -> h.name() + (h.address().isEmpty() ? "" : " = " + h.address())
                + h.at().map(at -> " (" + at.truncatedTo(ChronoUnit.SECONDS) + ")").orElse(""))
                .collect(Collectors.joining("、")) + (hosts.more() > 0 ? "、ほか" + hosts.more() + "件" : "");
    }

    private static String mail(MailAlarm alarm) {
        return switch (alarm) {
            case MailAlarm.MailUnreachable(var server, var error) -> server(server) + " に接続できません" + quoted(error)
                    + "。稼働しているか、smtp_server が正しいか確認してください";
            case MailAlarm.MailSilent(var server, var error) -> server(server) + " が応答しません" + quoted(error);
            case MailAlarm.LoginRefused(var server, var reply) -> server(server) + " がログインを拒否しました"
                    + quoted(reply) + "。smtp_user と smtp_password を確認してください";
            case MailAlarm.NoStartTls(var server, var tls, var login) -> server(server)
                    + " は STARTTLS に対応していません。smtp_tls = " + tls + (login ? " と smtp_user" : "") + " に必要です";
            case MailAlarm.MailTls(var server, var error, var cure) -> server(server) + " とのTLS接続に失敗しました ("
                    + error + "; " + cure + ")";
            case MailAlarm.MailServerUnknown(var server) -> server(server)
                    + " の名前を解決できません。smtp_server を確認してください";
            case MailAlarm.LoginUnreadable(var keyword, var error) -> keyword + " のファイルを読めません" + quoted(error);
            case MailAlarm.SenderInvalid(var from, var error) -> "email_from = " + from + " はアドレスではありません"
                    + quoted(error);
            case MailAlarm.MailUnusable(var server, var error) -> server(server) + " を使えません" + quoted(error);
            case MailAlarm.RecipientRefused(var reply) -> "メールサーバが宛先を拒否しました" + quoted(reply)
                    + "。email_to を確認してください";
            case MailAlarm.MailRefused(var reply, var folder) -> "メールサーバがメールを拒否しました" + quoted(reply) + "。"
                    + folder + " に保管しています。上のフォルダに移すと再送します";
            case MailAlarm.MailPutOff(var reply) -> "メールサーバがメールを受け取りません" + quoted(reply);
            case MailAlarm.SpoolUnusable(var error) -> "メールスプールを使えません" + quoted(error);
            case MailAlarm.SendingFailed(var error) -> "送信処理に失敗しました (プログラムの不具合: " + error + ")";
        };
    }

    private static String server(String server) {
        return server.replaceFirst("^mail server ", "メールサーバ ");
    }

    private static String hub(HubAlarm alarm, Function<Reason, String> words) {
        return switch (alarm) {
            case HubAlarm.PlaneUnreachable(var error) -> "接続できません" + quoted(error);
            case HubAlarm.NoPlane(var error) -> "データプレーンに接続できません" + quoted(error);
            case HubAlarm.ChangeRefused(var change, var error, var more) -> "変更が拒否されました (" + change + ": " + error
                    + ")" + (more > 0 ? "、ほか" + more + "件" : "");
            case HubAlarm.SettingsRefused(var error) -> "設定が拒否されました" + quoted(error);
            case HubAlarm.TableChanged(var changes) -> "ほかのプログラムが変更しました (" + String.join("; ", changes) + ")";
            case HubAlarm.SorryDown(var server, var _, var cause) ->
                server + " に障害が発生しています" + quoted(words.apply(cause))
                        + "。起動するか、sorry_server を変更してください";
            case HubAlarm.CommandFailed(var problem) -> "コマンドが失敗しました" + quoted(problem);
            case HubAlarm.ServiceFailed(var service, var failure) -> "サービス " + service + " がこのディレクタで失敗"
                    + quoted(failure);
            case HubAlarm.ChecksStopped(var since) -> since + " からチェックが行われていません。チェックエンジンが起動しません "
                    + "(hard_shutdown = 1)。ジャーナルの nanny の行を確認してください";
            case HubAlarm.RoleFixed(var role) -> "役割が --role=" + role
                    + " に固定されています。lvs-manager を --role=pulse で起動してください";
            case HubAlarm.NoWayBack(var lapsed, var error) -> "リビジョン" + lapsed.number() + " が" + lapsed.seconds()
                    + "秒以内に確認されませんでしたが、元に戻せません" + quoted(error)
                    + "。lvsctl rollback または lvsctl apply までリビジョン" + lapsed.number() + " を適用したままにします";
            case HubAlarm.LinesWithoutEffect(var file, var lines, var more) -> file + " に無効な行があります ("
                    + String.join("; ", lines) + ")" + (more > 0 ? "、ほか" + more + "件" : "")
                    + "。修正して lvsctl reload を実行するか、元のプラグインに戻してください";
            case HubAlarm.NotPushed(var answers) -> "相手ディレクタに反映されていません (" + String.join("; ", answers) + ")";
        };
    }

    private static String address(AddressAlarm alarm) {
        return switch (alarm) {
            case AddressAlarm.AddressOccupied(var mac, var again) -> mac
                    + " が応答するため取得しません。そのマシンまたは lvs.cf から削除してください。" + again + "秒ごとに確認します";
            case AddressAlarm.AddressTwice(var mac) -> mac + " も応答しています。このディレクタが稼働系です。"
                    + "そのマシンのアドレス、または相手ディレクタの役割を解除してください";
            case AddressAlarm.AddressRefused(var error) -> "取得できません" + quoted(error);
            case AddressAlarm.AddressNotRemoved(var error) -> "解放できません" + quoted(error);
            case AddressAlarm.AddressNotAnnounced(var error) -> "周囲に通知できません" + quoted(error);
            case AddressAlarm.LeaseLapsed() -> "pulse が1リースの間、稼働系と確認しなかったため、仮想アドレスは失効しました";
            case AddressAlarm.LeaseNotRenewed(var error) -> "更新できません" + quoted(error);
            case AddressAlarm.AddressesUnreadable(var error) -> "カーネルのアドレスを読めません" + quoted(error);
        };
    }

    private static String engine(EngineAlarm alarm) {
        return switch (alarm) {
            case EngineAlarm.ChecksStarved(var seconds) -> seconds
                    + "秒間、チェックが実行されていません。プラグインの暴走、またはマシンの過負荷です";
            case EngineAlarm.ChecksLate(var how) -> "チェックの開始が間隔の半分以上遅れています" + quoted(how)
                    + "。CPUを増やすか、check_interval を延ばしてください";
            case EngineAlarm.TooManyProbes(var starts, var most, var ofOne) -> "同時実行の上限 (全体" + most
                    + "件、プラグインごと" + ofOne + "件) のため、" + starts
                    + "回の開始を見送りました。check_timeout を短くするか、check_interval を延ばしてください";
            case EngineAlarm.EngineDefect() -> "チェックエンジンの不具合です。詳細はジャーナルにあります";
            case EngineAlarm.NetworkGone(var cause) -> "このディレクタのネットワークに異常があります" + quoted(cause)
                    + "。この間の失敗は数えず、振り分けは変えません。リンク、経路、ゲートウェイを確認してください";
            case EngineAlarm.CheckNotRun(var check, var objection) -> "チェック " + check + " を実行しません"
                    + quoted(objection);
        };
    }

    private static String plugin(PluginAlarm alarm) {
        return switch (alarm) {
            case PluginAlarm.PluginUnreadable(var file, var error, var before, var again) -> file + " を読めません"
                    + quoted(error) + (before ? STAYS : "") + "。" + again + "秒ごとに再試行します";
            case PluginAlarm.PluginUnusable(var file, var error, var before) -> file + " を使えません" + quoted(error)
                    + (before ? STAYS : "") + JAR;
            case PluginAlarm.PluginTakenBack(var file, var why) -> file + " を前の版に戻しました" + quoted(why) + JAR;
            case PluginAlarm.PluginConfined(var why) -> "実行を止めています" + quoted(why);
            case PluginAlarm.PluginKeptMemory(var file, var megabytes) -> file + " が" + megabytes
                    + "MBのメモリを解放しないため、読み込み直しました。修正しないと再発します";
            case PluginAlarm.CheckTwice(var used, var other) -> used + " と " + other
                    + " が同じ名前のチェックを提供しています。使用中: " + used + "。どちらかを取り除いてください";
            case PluginAlarm.FolderFull(var jars, var most) -> "jar が" + jars + "個あり、最初の" + most
                    + "個だけを使います。プラグイン以外は置かないでください";
            case PluginAlarm.FolderUnreadable(var error, var loaded) -> "フォルダを読めません" + quoted(error)
                    + "。作成するか、--plugins で別のフォルダを指定してください"
                    + (loaded ? "。読み込み済みのものは使い続けます" : "");
            case PluginAlarm.NoCopies(var folder, var error) -> folder + " に複製できません" + quoted(error)
                    + "。プラグインは元の場所で使います。jar は改名だけで置き換え、空き容量を確保してください";
        };
    }

    private static String pair(PairAlarm alarm) {
        return switch (alarm) {
            case PairAlarm.HubNotUp() -> "lvs-manager がまだ起動していません";
            case PairAlarm.HubSilent(var seconds) -> "lvs-manager が" + seconds
                    + "秒間応答していません。停止しているか、マシンが過負荷です";
            case PairAlarm.HubDead() -> "lvs-manager が停止しています。原因はログにあります";
            case PairAlarm.NoLink(var interfaces) -> String.join("、", interfaces)
                    + " のリンクがありません。ケーブルとスイッチを確認してください";
            case PairAlarm.NoHeartbeatLink(var address) -> address
                    + " のインタフェースのリンクがありません。ケーブルとスイッチを確認してください";
            case PairAlarm.TargetsSilent(var targets) -> String.join("、", targets)
                    + " のどれも応答しません。このディレクタが孤立しているか、すべて停止しています";
            case PairAlarm.KeyDiffers() -> "heartbeat_key が異なるため、通信を復号できません。このディレクタのファイルを複製してください";
            case PairAlarm.PacketsForged() -> "相手のアドレスから不正なパケットが届いています。偽装、または鍵の変更です";
            case PairAlarm.StandsBack() -> "相手が稼働系の可能性があるため、待機します";
            case PairAlarm.MaintainedHere(var order) -> maintenance(order)
                    + "。lvsctl maintenance off まで稼働系になりません";
            case PairAlarm.NobodyServes() -> "メンテナンス中で、ほかのディレクタからも応答がなく、仮想アドレスがどこにもない"
                    + "可能性があります。lvsctl maintenance off で終了してください";
            case PairAlarm.FencingFailed(var times, var error) -> times + "回連続で失敗" + quoted(error)
                    + "。lvsctl fence --test で確認してください";
            case PairAlarm.FencingGoesOn() -> "フェンシング中に再び応答がありましたが、途中では止めません";
            case PairAlarm.NobodyWouldTakeOver(var state) -> gone(state) + "。障害時に引き継ぐディレクタがありません";
            case PairAlarm.PartnerDeaf() -> "こちらの通信が届いていません。ファイアウォールとケーブルを確認してください";
            case PairAlarm.PathSilent() -> "応答なし。もう一方の経路は正常なため、切り替えは起きません";
            case PairAlarm.FileDiffers(var theirs, var ours) -> "別の lvs.cf を適用中です (相手 " + theirs + "、こちら " + ours
                    + ")。lvsctl push は実行した側の設定を送ります";
            case PairAlarm.PartnerMaintained(var order) -> maintenance(order)
                    + "。相手側の lvsctl maintenance off まで稼働系になりません";
            case PairAlarm.PartnerUnfit(var trouble) -> trouble.isEmpty()
                    ? "引き継げません。原因は相手側のログにあります"
                    : "引き継げません" + quoted(trouble);
        };
    }

    private static String gone(PartnerState state) {
        return switch (state) {
            case PartnerState.NeverHeard() -> "起動後まだ見つからない";
            case PartnerState.SaidGoodbye() -> "停止を通知";
            case PartnerState.ProcessDied() -> "プロセスが異常終了";
            case PartnerState.Silent(), PartnerState.Heard _, PartnerState.OtherState() -> "応答なし";
        };
    }

    /** That a director is in maintenance, and whose order it is. */
    static String maintenance(RoleReason.Maintenance order) {
        return by(order.actor()) + "メンテナンス中" + colon(order.reason())
                + order.since().map(at -> " (" + at + "から)").orElse("");
    }

    static String by(String actor) {
        return actor.isEmpty() ? "操作による" : actor + " による";
    }

    static String colon(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    private static String quoted(String words) {
        return words.isEmpty() ? "" : " (" + words + ")";
    }
}
