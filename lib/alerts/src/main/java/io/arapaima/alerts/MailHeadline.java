package io.arapaima.alerts;

import io.arapaima.ipc.Event;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a mail's subject is about; {@link MailWords} says it: state first, then where, then why. */
sealed interface MailHeadline {
    /**
     * One thing changed.
     *
     * @param story its changes
     */
    record One(MailStory story) implements MailHeadline {}

    /**
     * Several servers of one service went, or came back.
     *
     * @param stories theirs
     */
    record Servers(List<MailStory> stories) implements MailHeadline {}

    /**
     * Several services lost servers, or all of them.
     *
     * @param count of services and servers
     * @param services which, those without an answer first
     * @param stories of what went
     */
    record Storm(Count count, List<String> services, List<MailStory> stories) implements MailHeadline {}

    /**
     * Several services have servers again.
     *
     * @param count of services and servers
     * @param services which
     * @param stories of what came back
     */
    record Recovery(Count count, List<String> services, List<MailStory> stories) implements MailHeadline {}

    /**
     * How much is out, as of now.
     *
     * @param down services without an answer
     * @param degraded services with their sorry server, or with too few servers
     * @param serversOut real servers
     * @param servers of how many; 0 = not known
     */
    record Count(int down, int degraded, int serversOut, int servers) {
        static Count of(Situation now) {
            return new Count(now.servicesDown(), now.servicesDegraded(), now.serversOut(), now.servers());
        }

        boolean nothing() {
            return down == 0 && degraded == 0 && serversOut == 0;
        }
    }

    /** Most subjects covered by a headline; the rest is counted. */
    default int covers() {
        return switch (this) {
            case One _ -> 1;
            case Servers(var stories) -> stories.size();
            case Storm(var _, var _, var stories) -> stories.size();
            case Recovery(var _, var _, var stories) -> stories.size();
        };
    }

    /**
     * What the subject is about.
     *
     * @param byRank at least one, the worst first
     * @param now what is not well
     */
    static MailHeadline of(List<MailStory> byRank, Situation now) {
        MailStory top = byRank.getFirst();
        return switch (top.topic()) {
            case SERVICE_LOST, SERVER_LOST -> {
                List<MailStory> lost = byRank.stream().filter(s -> !s.outageIsOver()).filter(s -> switch (s.topic()) {
                    case SERVICE_LOST, SERVER_LOST -> true;
                    default -> false;
                }).toList();
                yield top.outageIsOver() ? new One(top) : gone(top, lost, now);
            }
            case SERVICE_BACK, SERVER_BACK -> back(top, byRank.stream().filter(s -> switch (s.topic()) {
                case SERVICE_BACK, SERVER_BACK -> true;
                default -> false;
            }).toList(), now);
            case TROUBLE, REJECTED, ROLE, SERVER_FLAPS, DRIFT, SORRY, ADDRESS_HERE, ADDRESS_GONE, SERVER_STEADY,
                    SORRY_OVER, TROUBLE_OVER, MAIL_TROUBLE, WISH, RELOADED, QUIET ->
                new One(top);
        };
    }

    private static MailHeadline gone(MailStory top, List<MailStory> lost, Situation now) {
        List<String> services = services(lost);
        // An outage is named alone: beside it other services' servers would only take its place.
        boolean one = lost.stream().filter(s -> s.topic() == MailTopic.SERVICE_LOST).count() == 1;
        if (services.size() > 1 && !one) {
            return new Storm(count(lost, now), services, lost);
        }
        return top.topic() == MailTopic.SERVER_LOST && lost.size() > 1 ? new Servers(lost) : new One(top);
    }

    private static MailHeadline back(MailStory top, List<MailStory> back, Situation now) {
        List<String> services = services(back);
        if (services.size() > 1) {
            return new Recovery(count(List.of(), now), services, back);
        }
        return top.topic() == MailTopic.SERVER_BACK && back.size() > 1 ? new Servers(back) : new One(top);
    }

    private static List<String> services(List<MailStory> stories) {
        return stories.stream().map(s -> MailTopic.service(s.last())).distinct().toList();
    }

    private static Count count(List<MailStory> lost, Situation now) {
        return now.known()
                ? Count.of(now)
                : new Count((int) lost.stream().filter(s -> s.topic() == MailTopic.SERVICE_LOST).count(), 0,
                        (int) lost.stream().filter(s -> s.topic() == MailTopic.SERVER_LOST).count(), 0);
    }

    /** The changes of each subject, the worst first; of a service and its sorry server what says more. */
    static List<MailStory> stories(List<Event> events) {
        Map<String, List<Event>> stories = new LinkedHashMap<>();
        Stream<Event> told = events.stream().filter(e -> !saysTheSameAsAnother(e, events));
        told.forEach(e -> stories.computeIfAbsent(MailTopic.of(e).family() + " " + e.subject(),
                _ -> new java.util.ArrayList<>()).add(e));
        return stories.values().stream().map(MailStory::new).sorted(MailStory.WORST_FIRST).toList();
    }

    /** That the sorry server answers is part of the news that nobody else does. */
    private static boolean saysTheSameAsAnother(Event event, List<Event> events) {
        MailTopic other = switch (MailTopic.of(event)) {
            case SORRY -> MailTopic.SERVICE_LOST;
            case SORRY_OVER -> MailTopic.SERVICE_BACK;
            default -> MailTopic.QUIET;
        };
        return other != MailTopic.QUIET && events.stream()
                .anyMatch(e -> MailTopic.of(e) == other && e.about().equals(event.about()));
    }
}
