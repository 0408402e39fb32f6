package io.arapaima.alerts;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Event;
import java.util.List;
import java.util.stream.Collectors;

/** Subjects of mails in English: state first, then where, then why. */
final class EnglishSubject {
    private EnglishSubject() {}

    static String subject(MailHeadline headline) {
        return switch (headline) {
            case MailHeadline.One(var story) -> one(story);
            case MailHeadline.Servers(var stories) -> servers(stories);
            case MailHeadline.Storm(var count, var services, var stories) ->
                EnglishTerms.count(count) + ": " + EnglishTerms.names(services)
                        + commonCause(stories);
            case MailHeadline.Recovery(var count, var services, var _) -> "UP again: " + EnglishTerms.names(services)
                    + (count.servers() == 0
                            ? ""
                            : "; " + (count.nothing()
                                    ? "all services are well"
                                    : "still " + EnglishTerms.count(count)));
        };
    }

    private static String servers(List<MailStory> stories) {
        Event last = stories.stream().map(MailStory::last).max(java.util.Comparator.comparingLong(Event::seq))
                .orElseThrow();
        boolean down = stories.getFirst().topic() == MailTopic.SERVER_LOST;
        return MailTopic.service(last) + EnglishTerms.left(last) + ": "
                + EnglishTerms.names(stories.stream().map(s -> MailTopic.name(s.last())).toList())
                + (down ? " DOWN" : " UP")
                + (down ? commonCause(stories) : "");
    }

    private static String commonCause(List<MailStory> stories) {
        List<String> causes = stories.stream().filter(s -> s.topic() == MailTopic.SERVER_LOST)
                .map(s -> EnglishTerms.brief(s.last())).distinct().toList();
        return causes.size() == 1 && !causes.getFirst().isEmpty() ? ": " + causes.getFirst() : "";
    }

    private static String one(MailStory story) {
        Event event = story.last();
        String server = MailTopic.service(event) + EnglishTerms.left(event) + ": " + EnglishTerms.where(event);
        String lasted = story.lasted().map(t -> " after " + EnglishTerms.duration(t)).orElse("");
        return switch (MailTopic.of(event)) {
            case SERVICE_LOST ->
                MailTopic.name(event) + " " + EnglishTerms.lost(event) + EnglishTerms.colon(EnglishTerms.brief(event));
            case SERVICE_BACK -> MailTopic.name(event) + " UP" + lasted
                    + (story.outageIsOver() ? " of outage" : "") + EnglishTerms.ofServers(event, ": ");
            case SERVER_LOST -> server + " DOWN" + EnglishTerms.colon(EnglishTerms.brief(event));
            case SERVER_FLAPS -> server + " FLAPS, taken out" + EnglishTerms.colon(EnglishTerms.brief(event));
            case SERVER_STEADY -> server + " UP, flaps no more";
            case SERVER_BACK -> server + " UP" + lasted;
            case TROUBLE, MAIL_TROUBLE ->
                event.subject() + " TROUBLE: " + event.now() + EnglishTerms.colon(event.why());
            case TROUBLE_OVER -> event.subject() + " OK again" + lasted
                    + (event.was().isEmpty() ? "" : "; it was: " + event.was());
            case REJECTED ->
                "lvs.cf REFUSED" + EnglishTerms
                        .colon(EnglishTerms.brief(event).isEmpty() ? event.subject() : EnglishTerms.brief(event));
            case RELOADED -> event.now() + EnglishTerms.by(event) + EnglishTerms.colon(event.why());
            case ROLE -> "ACTIVE now" + EnglishTerms.colon(causeOf(event));
            case DRIFT -> event.subject() + " " + event.now() + EnglishTerms.colon(event.why());
            case SORRY -> MailTopic.name(event) + ": sorry server ON" + EnglishTerms.colon(EnglishTerms.brief(event));
            case SORRY_OVER -> MailTopic.name(event) + ": sorry server off" + EnglishTerms.ofServers(event, ", ");
            case ADDRESS_HERE, ADDRESS_GONE -> event.subject() + " " + event.now() + EnglishTerms.colon(event.why());
            case WISH -> server + " " + wish(event);
            case QUIET -> event.line();
        };
    }

    /** The cause as data, where it is known; else its words. */
    private static String causeOf(Event event) {
        return event.facts().causes().isEmpty()
                ? event.why()
                : event.facts().causes().stream().map(MailWords::timeless).map(English::of)
                        .collect(Collectors.joining("; "));
    }

    private static String wish(Event event) {
        return EnglishTerms.ended(event).orElseGet(() -> event.now() + EnglishTerms.by(event)
                + EnglishTerms.colon(MailWords.orderReason(event)));
    }

    static String reminder(Situation now) {
        List<Situation.Service> lost = now.ailing().stream().filter(Situation.Service::lost).toList();
        if (lost.size() == 1) {
            Situation.Service one = lost.getFirst();
            return "STILL " + one.name() + " " + EnglishTerms.serving(one.serving(), one.able(), one.of())
                    + EnglishTerms.since(one.since(), now.at());
        } else if (now.ailing().isEmpty()) {
            return "STILL TROUBLE: "
                    + EnglishTerms.names(now.troubles().stream().map(Situation.Trouble::subject).toList());
        }
        return "STILL " + EnglishTerms.count(MailHeadline.Count.of(now)) + ": "
                + EnglishTerms
                        .names((lost.isEmpty() ? now.ailing() : lost).stream().map(Situation.Service::name).toList());
    }
}
