package io.arapaima.alerts;

import io.arapaima.ipc.reason.Japanese;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mails in Japanese; the terms are those of docs/vocabulary.md. */
record JapaneseMail() implements MailWords {
    @Override
    public String subject(MailHeadline headline) {
        return JapaneseSubject.subject(headline);
    }

    @Override
    public String reminder(Situation now) {
        return JapaneseSubject.reminder(now);
    }

    @Override
    public String duration(Duration time) {
        return JapaneseTerms.duration(time);
    }

    private String wereDown(List<Event> events) {
        return MailWords.longestOutage(events).map(t -> " (障害時間 最長" + duration(t) + ")").orElse("");
    }

    private static String lostTogether(List<Event> events) {
        return MailWords.dead(events)
                ? "に障害"
                : "のサーバがすべて障害";
    }

    @Override
    public String more(int things) {
        return things == 0 ? "" : "、ほか" + things + "件";
    }

    @Override
    public String now(Situation now) {
        if (now.ailing().isEmpty()) {
            return "【現在】全サービス正常"
                    + (now.servers() == 0 || !now.orders().isEmpty()
                            ? ""
                            : "、サーバ" + now.servers() + "台すべて稼働中");
        }
        String services = (now.servicesDown() == 0 ? "" : now.servicesDown() + "件障害")
                + (now.servicesDown() > 0 && now.servicesDegraded() > 0 ? "、" : "")
                + (now.servicesDegraded() == 0 ? "" : now.servicesDegraded() + "件縮退");
        return "【現在】" + (services.isEmpty()
                ? "サービスの障害なし"
                : "サービス" + now.services() + "件中" + services)
                + (now.servers() == 0 ? "" : "、サーバ" + now.servers() + "台中" + now.serversOut() + "台障害");
    }

    @Override
    public String service(Situation.Service service, Instant now) {
        return service.name() + (service.address().isEmpty() ? "" : " (" + service.address() + ")") + ": "
                + JapaneseTerms.serving(service.serving(), service.able(), service.of())
                + (service.lost() ? JapaneseTerms.since(service.since(), now) : "");
    }

    @Override
    public String server(Situation.Server server, Instant now) {
        return server.name() + " (" + server.address() + ") " + Japanese.of(server.state())
                + JapaneseTerms.since(server.since(), now)
                + JapaneseTerms.colon(server.causes().stream().map(Japanese::of).collect(Collectors.joining("、")));
    }

    @Override
    public String trouble(Situation.Trouble trouble, Instant now) {
        return "異常: " + Japanese.component(trouble.subject()) + JapaneseTerms.since(Optional.of(trouble.since()), now)
                + ": " + Japanese.of(trouble.what());
    }

    @Override
    public String order(Situation.Order order, Clock clock) {
        Reason.Ordered what = order.what();
        return "操作中: " + order.server() + " " + Japanese.of(what.state())
                + (what.actor().isEmpty() ? "" : " (" + what.actor() + ")")
                + Stream.of(unsaid(what, clock)).filter(r -> !r.isEmpty()).map(r -> "、" + r)
                        .collect(Collectors.joining());
    }

    @Override
    public String cut(int more, String command) {
        return "ほか" + more + "件は次のコマンドで確認できます: " + command;
    }

    @Override
    public String changes() {
        return "【変化】";
    }

    @Override
    public String change(Event event, Clock clock) {
        String place = MailWords.place(event);
        String server = MailTopic.service(event) + " の " + JapaneseTerms.where(event);
        String down = event.facts().lasted().map(t -> " (障害時間 " + duration(t) + ")").orElse("");
        String before = event.facts().lasted().filter(_ -> event.was().equals(ServerState.UP.word()))
                .map(t -> " (稼働時間 " + duration(t) + ")").orElse("");
        return switch (MailTopic.of(event)) {
            case SERVICE_LOST -> MailTopic.name(event) + place + " " + JapaneseTerms.lost(event);
            case SERVICE_BACK -> MailTopic.name(event) + place + " 復旧" + down + JapaneseTerms.ofServers(event, "、");
            case SERVER_LOST -> server + " 障害" + before + JapaneseTerms.ofServers(event, "、残り");
            case SERVER_BACK -> server + " 復旧" + down + JapaneseTerms.ofServers(event, "、");
            case SERVER_FLAPS -> server + " 不安定のため切り離し" + JapaneseTerms.ofServers(event, "、残り");
            case SERVER_STEADY -> server + " 安定したため振り分け再開" + JapaneseTerms.ofServers(event, "、");
            case TROUBLE, MAIL_TROUBLE -> "異常: " + Japanese.component(event.subject()) + ": "
                    + JapaneseTerms.alarm(event, event.now());
            case TROUBLE_OVER -> Japanese.component(event.subject()) + " 正常に復帰"
                    + event.facts().lasted().map(t -> " (異常時間 " + duration(t) + ")").orElse("");
            case REJECTED -> event.subject() + " の読み込みを拒否しました" + JapaneseTerms.by(event);
            case RELOADED -> event.subject() + " の変更を適用しました" + JapaneseTerms.by(event);
            case ROLE -> "このディレクタが稼働系になりました";
            case DRIFT -> Japanese.component(event.subject()) + "を設定どおりに修復しました";
            case SORRY -> MailTopic.name(event) + place + " Sorryサーバが応答しています";
            case SORRY_OVER -> MailTopic.name(event) + place + " Sorryサーバの応答を終了しました";
            case ADDRESS_HERE -> "仮想アドレス " + MailTopic.name(event) + " を取得しました";
            case ADDRESS_GONE -> "仮想アドレス " + MailTopic.name(event) + " を解放しました";
            case WISH -> (event.about() instanceof Subject.Server ? server : JapaneseTerms.where(event)) + ": "
                    + JapaneseTerms.ended(event)
                            .orElse(JapaneseTerms.state(event.was()) + " → " + JapaneseTerms.state(event.now())
                                    + JapaneseTerms.by(event))
                    + JapaneseTerms.ofServers(event, "、");
            case QUIET -> event.line();
        };
    }

    @Override
    public List<String> because(Event event, Clock clock) {
        var lines = new ArrayList<String>();
        MailWords.faults(event).forEach(fault -> lines.add(Japanese.of(fault)));
        String why = !lines.isEmpty()
                ? ""
                : MailWords.saidCauses(event).map(causes -> causes.stream().map(c -> unsaid(c, clock))
                        .filter(c -> !c.isEmpty()).collect(Collectors.joining("、")))
                        .or(() -> MailWords.difference(event).map(Japanese::of)).orElse(event.why());
        if (!why.isEmpty()) {
            lines.add(why);
        }
        if (MailTopic.of(event) == MailTopic.RELOADED) {
            lines.add(MailWords.wayIntoUse(event).map(Japanese::of).orElse(event.now()));
        }
        if (MailTopic.of(event) == MailTopic.TROUBLE && !Japanese.consequence(event.subject()).isEmpty()) {
            lines.add(Japanese.consequence(event.subject()));
        }
        if (MailTopic.of(event) == MailTopic.TROUBLE_OVER && !event.was().isEmpty()) {
            lines.add("異常の内容: " + JapaneseTerms.alarm(event, event.was()));
        }
        if (MailTopic.of(event) == MailTopic.REJECTED) {
            lines.add("適用中の設定はそのまま有効です");
        } else if (MailWords.effectSaysMore(event) && !event.effect().isEmpty()) {
            lines.add(event.effect());
        }
        return lines;
    }

    @Override
    public String comma() {
        return "、";
    }

    @Override
    public String until(String time) {
        return time + "まで";
    }

    @Override
    public String together(List<Event> events) {
        Event last = events.getLast();
        MailTopic topic = MailTopic.of(last);
        if (topic == MailTopic.SERVICE_LOST || topic == MailTopic.SERVICE_BACK) {
            return "サービス" + events.size() + "件" + (topic == MailTopic.SERVICE_LOST ? lostTogether(events) : "が復旧")
                    + ": " + JapaneseTerms.names(events.stream().map(MailTopic::name).toList()) + wereDown(events);
        }
        boolean down = topic == MailTopic.SERVER_LOST;
        List<String> services = events.stream().map(MailTopic::service).distinct().toList();
        if (services.size() > 1) {
            return "サービス" + services.size() + "件のサーバ" + events.size() + "台" + (down ? "に障害: " : "が復旧: ")
                    + JapaneseTerms.names(services);
        }
        String place = MailWords.place(last);
        return MailTopic.service(last) + place + " のサーバ" + events.size() + "台" + (down ? "に障害: " : "が復旧: ")
                + JapaneseTerms.names(events.stream().map(MailTopic::name).toList())
                + JapaneseTerms.ofServers(last, down ? "、残り" : "、");
    }

    @Override
    public String toAndFro(List<Event> events) {
        Event last = events.getLast();
        return (last.about() instanceof Subject.Server(var service, var _) ? service + " の " : "")
                + JapaneseTerms.where(last)
                + " が" + events.size() + "回変化、現在は" + JapaneseTerms.state(last.now())
                + JapaneseTerms.ofServers(last, "、");
    }

    @Override
    public String limited(List<String> subjects, int perHour, Duration held) {
        return JapaneseTerms.names(subjects) + " についてのメールが1時間で" + perHour + "通に達しました (email_limit)。以後の変化は"
                + duration(held) + "ごとにまとめて通知します。サービスの障害はすぐに通知します。";
    }

    @Override
    public String repeated(Duration every) {
        return "解消するまで" + duration(every) + "ごとに通知します (email_reminder)。";
    }

    @Override
    public String hint(String command) {
        return "詳細: " + command;
    }

    @Override
    public String lateMark(Duration late) {
        return "(" + duration(late) + "遅延) ";
    }

    @Override
    public String late(Duration late, boolean unreachable) {
        return "【遅延】" + duration(late) + "前に作成されたメールです。"
                + (unreachable ? "メールサーバに接続できませんでした。" : "それまで送信できませんでした。")
                + "状況が変わっている可能性があります。lvsctl status で確認してください。";
    }

    @Override
    public List<String> test(String director, String time) {
        return List.of("テストメール", "ディレクタ " + director + " のテストメールです (" + time + ")。");
    }

    @Override
    public String cause(Reason reason, Clock clock) {
        return reason instanceof Reason.Ordered order
                ? Japanese.of(MailWords.endless(order)) + lasting(order, clock)
                : Japanese.of(MailWords.timeless(reason));
    }
}
