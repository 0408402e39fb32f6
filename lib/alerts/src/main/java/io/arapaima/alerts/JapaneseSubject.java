package io.arapaima.alerts;

import io.arapaima.ipc.reason.Japanese;
import io.arapaima.ipc.Event;
import java.util.List;
import java.util.stream.Collectors;

/** Subjects of mails in Japanese: state first, then where, then why. */
final class JapaneseSubject {
    private JapaneseSubject() {}

    static String subject(MailHeadline headline) {
        return switch (headline) {
            case MailHeadline.One(var story) -> one(story);
            case MailHeadline.Servers(var stories) -> servers(stories);
            case MailHeadline.Storm(var count, var services, var stories) ->
                JapaneseTerms.count(count) + ": " + JapaneseTerms.names(services)
                        + commonCause(stories);
            case MailHeadline.Recovery(var count, var services, var _) -> "復旧: " + JapaneseTerms.names(services)
                    + (count.servers() == 0
                            ? ""
                            : count.nothing()
                                    ? "。全サービス正常"
                                    : "。" + JapaneseTerms.count(count));
        };
    }

    private static String servers(List<MailStory> stories) {
        Event last = stories.stream().map(MailStory::last).max(java.util.Comparator.comparingLong(Event::seq))
                .orElseThrow();
        boolean down = stories.getFirst().topic() == MailTopic.SERVER_LOST;
        return MailTopic.service(last) + JapaneseTerms.left(last) + ": "
                + JapaneseTerms.names(stories.stream().map(s -> MailTopic.name(s.last())).toList())
                + (down ? " 障害" : " 復旧")
                + (down ? commonCause(stories) : "");
    }

    private static String commonCause(List<MailStory> stories) {
        List<String> causes = stories.stream().filter(s -> s.topic() == MailTopic.SERVER_LOST)
                .map(s -> JapaneseTerms.brief(s.last())).distinct().toList();
        return causes.size() == 1 && !causes.getFirst().isEmpty() ? ": " + causes.getFirst() : "";
    }

    private static String one(MailStory story) {
        Event event = story.last();
        String server = MailTopic.service(event) + JapaneseTerms.left(event) + ": " + JapaneseTerms.where(event);
        String lasted = story.lasted().map(t -> " (異常時間 " + JapaneseTerms.duration(t) + ")").orElse("");
        String outage = story.lasted().map(t -> " (障害時間 " + JapaneseTerms.duration(t) + ")").orElse("");
        return switch (MailTopic.of(event)) {
            case SERVICE_LOST -> MailTopic.name(event) + " " + JapaneseTerms.lost(event)
                    + JapaneseTerms.colon(JapaneseTerms.brief(event));
            case SERVICE_BACK -> MailTopic.name(event) + " 復旧" + outage + JapaneseTerms.ofServers(event, ": ");
            case SERVER_LOST -> server + " 障害" + JapaneseTerms.colon(JapaneseTerms.brief(event));
            case SERVER_FLAPS -> server + " 不安定のため切り離し" + JapaneseTerms.colon(JapaneseTerms.brief(event));
            case SERVER_STEADY -> server + " 安定、振り分け再開";
            case SERVER_BACK -> server + " 復旧" + outage;
            case TROUBLE, MAIL_TROUBLE ->
                Japanese.component(event.subject()) + " 異常: " + JapaneseTerms.alarm(event, event.now())
                        + JapaneseTerms.colon(event.why());
            case TROUBLE_OVER ->
                Japanese.component(event.subject()) + " 正常に復帰" + lasted
                        + JapaneseTerms.colon(JapaneseTerms.alarm(event, event.was()));
            case REJECTED ->
                "lvs.cf 読み込み拒否" + JapaneseTerms
                        .colon(JapaneseTerms.brief(event).isEmpty() ? event.subject() : JapaneseTerms.brief(event));
            case RELOADED -> "lvs.cf 変更を適用" + JapaneseTerms.by(event)
                    + JapaneseTerms.colon(MailWords.difference(event).map(Japanese::of).orElse(event.why()));
            case ROLE -> "稼働系に切り替わりました" + JapaneseTerms.colon(causeOf(event));
            case DRIFT -> Japanese.component(event.subject()) + "を設定どおりに修復"
                    + JapaneseTerms.colon(JapaneseTerms.alarm(event, event.why()));
            case SORRY -> MailTopic.name(event) + " Sorryサーバ応答中" + JapaneseTerms.colon(JapaneseTerms.brief(event));
            case SORRY_OVER -> MailTopic.name(event) + " Sorryサーバから復帰" + JapaneseTerms.ofServers(event, ": ");
            case ADDRESS_HERE -> MailTopic.name(event) + " 仮想アドレスを取得" + JapaneseTerms.colon(event.why());
            case ADDRESS_GONE -> MailTopic.name(event) + " 仮想アドレスを解放" + JapaneseTerms.colon(event.why());
            case WISH -> server + " " + JapaneseTerms.ended(event).orElse(
                    JapaneseTerms.state(event.now()) + JapaneseTerms.by(event)
                            + JapaneseTerms.colon(MailWords.orderReason(event)));
            case QUIET -> event.line();
        };
    }

    /** The cause as data, where it is known; else its words. */
    private static String causeOf(Event event) {
        return event.facts().causes().isEmpty()
                ? event.why()
                : event.facts().causes().stream().map(MailWords::timeless).map(Japanese::of)
                        .collect(Collectors.joining("、"));
    }

    static String reminder(Situation now) {
        List<Situation.Service> lost = now.ailing().stream().filter(Situation.Service::lost).toList();
        if (lost.size() == 1) {
            Situation.Service one = lost.getFirst();
            return "継続中: " + one.name() + " " + JapaneseTerms.serving(one.serving(), one.able(), one.of())
                    + JapaneseTerms.since(one.since(), now.at());
        } else if (now.ailing().isEmpty()) {
            return "継続中: "
                    + JapaneseTerms.names(now.troubles().stream().map(t -> Japanese.component(t.subject())).toList())
                    + " 異常";
        }
        return "継続中: " + JapaneseTerms.count(MailHeadline.Count.of(now)) + ": "
                + JapaneseTerms
                        .names((lost.isEmpty() ? now.ailing() : lost).stream().map(Situation.Service::name).toList());
    }
}
