package io.arapaima.alerts;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What subject and text of a mail in English have in common. */
final class EnglishTerms {
    /** More names than these are counted. */
    private static final int NAMED = 5;

    private EnglishTerms() {}

    static String count(MailHeadline.Count count) {
        String servers = count.serversOut() + (count.servers() == 0 ? "" : " of " + count.servers())
                + (count.serversOut() == 1 && count.servers() == 0 ? " server down" : " servers down");
        return services(count.down(), " DOWN, ") + services(count.degraded(), " degraded, ") + servers;
    }

    static String services(int count, String state) {
        return switch (count) {
            case 0 -> "";
            case 1 -> "1 service" + state;
            default -> count + " services" + state;
        };
    }

    static String names(List<String> names) {
        return names.size() <= NAMED
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, NAMED - 1)) + " and " + (names.size() - NAMED + 1) + " more";
    }

    static String left(Event event) {
        return event.facts().of() == 0 ? "" : " " + event.facts().able() + " of " + event.facts().of();
    }

    static String where(Event event) {
        return MailTopic.name(event) + (event.facts().server().isEmpty() ? "" : " (" + event.facts().server() + ")");
    }

    static String brief(Event event) {
        return event.facts().causes().isEmpty() ? event.why() : English.brief(event.facts().causes().getFirst());
    }

    static String colon(String text) {
        return text.isEmpty() ? "" : ": " + text;
    }

    /** That an order is over; empty = it is not about that. */
    static Optional<String> ended(Event event) {
        String now = ServerState.ofWord(event.now()).map(s -> ", now " + event.now()).orElse(": " + event.now());
        return event.facts().causes().stream().filter(Reason.OrderEnded.class::isInstance).findFirst()
                .map(c -> English.of(c) + now);
    }

    static String by(Event event) {
        return event.actor().isEmpty() || event.now().contains(" by " + event.actor()) ? "" : " by " + event.actor();
    }

    static String ofServers(Event event, String before) {
        return event.facts().of() == 0
                ? ""
                : before + event.facts().able() + " of " + event.facts().of() + " servers";
    }

    static String lost(Event event) {
        return Serving.ofWord(event.now()).map(s -> serving(s, event.facts().able(), event.facts().of()))
                .orElseGet(() -> event.now().toUpperCase(Locale.ROOT));
    }

    static String serving(Serving serving, int able, int of) {
        String servers = of == 0 ? "" : ", " + able + " of " + of + " servers";
        return switch (serving) {
            case NOBODY -> "DOWN" + servers;
            case SORRY_DOWN -> "DOWN" + servers + ", the sorry server is down too";
            case SORRY_SERVER, SORRY_FOR_FEW -> "SORRY SERVER answers" + servers;
            case TOO_FEW -> "TOO FEW SERVERS, " + able + " of " + of;
            case REAL_SERVERS -> of == 0 ? "running" : able + " of " + of + " servers";
            case STARTING -> "not started yet";
        };
    }

    static String since(Optional<Instant> since, Instant now) {
        return since.map(s -> ", for " + duration(Duration.between(s, now))).orElse("");
    }

    static String duration(Duration time) {
        return English.of(time);
    }
}
