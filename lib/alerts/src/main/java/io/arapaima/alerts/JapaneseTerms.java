package io.arapaima.alerts;

import io.arapaima.ipc.reason.Japanese;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What subject and text of a mail in Japanese have in common. */
final class JapaneseTerms {
    /** More names than these are counted. */
    private static final int NAMED = 5;

    private JapaneseTerms() {}

    static String count(MailHeadline.Count count) {
        String servers = count.servers() == 0
                ? "サーバ" + count.serversOut() + "台障害"
                : "サーバ" + count.servers() + "台中" + count.serversOut() + "台障害";
        return (count.down() == 0 ? "" : "サービス" + count.down() + "件障害、")
                + (count.degraded() == 0 ? "" : "サービス" + count.degraded() + "件縮退、") + servers;
    }

    static String names(List<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED - 1)) + " ほか" + (names.size() - NAMED + 1) + "件";
    }

    static String left(Event event) {
        return event.facts().of() == 0 ? "" : " " + event.facts().able() + "/" + event.facts().of() + "台";
    }

    static String where(Event event) {
        return MailTopic.name(event) + (event.facts().server().isEmpty() ? "" : " (" + event.facts().server() + ")");
    }

    static String brief(Event event) {
        return event.facts().causes().isEmpty() ? event.why() : Japanese.brief(event.facts().causes().getFirst());
    }

    /** What is or was wrong, in the words of whoever said it where that is no data. */
    static String alarm(Event event, String words) {
        return event.facts().causes().stream().findFirst().map(Japanese::of).filter(said -> !said.isEmpty())
                .orElse(words);
    }

    static String colon(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    /** That an order is over; empty = it is not about that. */
    static Optional<String> ended(Event event) {
        String now = ServerState.ofWord(event.now()).map(s -> "、現在は" + Japanese.of(s)).orElse("、チェックの判定に復帰");
        return event.facts().causes().stream().filter(Reason.OrderEnded.class::isInstance).findFirst()
                .map(c -> Japanese.of(c) + now);
    }

    static String by(Event event) {
        return event.actor().isEmpty() ? "" : " (操作: " + event.actor() + ")";
    }

    static String ofServers(Event event, String before) {
        return event.facts().of() == 0
                ? ""
                : before + "サーバ" + event.facts().able() + "/" + event.facts().of() + "台";
    }

    static String lost(Event event) {
        return Serving.ofWord(event.now()).map(s -> serving(s, event.facts().able(), event.facts().of()))
                .orElse("障害");
    }

    static String serving(Serving serving, int able, int of) {
        String servers = of == 0 ? "" : "、サーバ" + able + "/" + of + "台";
        return switch (serving) {
            case NOBODY -> "障害" + servers;
            case SORRY_DOWN -> "障害" + servers + "、Sorryサーバも応答なし";
            case SORRY_SERVER, SORRY_FOR_FEW -> "Sorryサーバ応答中" + servers;
            case TOO_FEW -> "サーバ台数不足、" + able + "/" + of + "台で継続";
            case REAL_SERVERS -> of == 0 ? "稼働中" : "サーバ" + able + "/" + of + "台で稼働中";
            case STARTING -> "起動待ち";
        };
    }

    static String state(String word) {
        return ServerState.ofWord(word).map(Japanese::of).orElse(word);
    }

    static String since(Optional<Instant> since, Instant now) {
        return since.map(s -> "、" + duration(Duration.between(s, now)) + "経過").orElse("");
    }

    static String duration(Duration time) {
        return Japanese.of(time);
    }
}
