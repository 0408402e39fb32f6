package io.arapaima.alerts;

import io.arapaima.ipc.reason.PairAlarm;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.RoleReason;
import io.arapaima.ipc.Serving;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sentences of a mail in one language; another language is another such class. */
interface MailWords {
    /** Whoever corrects them asks {@code lvsctl check} for the rest. */
    int MOST_FAULTS = 10;

    /** The subject without what stands before it, state first. */
    String subject(MailHeadline headline);

    /** Behind a subject: so many other things changed. */
    String more(int things);

    /** The subject of a reminder: the worst that lasts, and since when. */
    String reminder(Situation now);

    /** Above what is not well: how much of all. */
    String now(Situation now);

    /** A service that is not well. */
    String service(Situation.Service service, Instant now);

    /** A server of it. */
    String server(Situation.Server server, Instant now);

    /** What is wrong with this director. */
    String trouble(Situation.Trouble trouble, Instant now);

    /** What an operator wants about a server. */
    String order(Situation.Order order, Clock clock);

    /** Behind a list that was cut: so many more, which a command shows. */
    String cut(int more, String command);

    /** Above the changes. */
    String changes();

    /** What changed, one line. */
    String change(Event event, Clock clock);

    /** Why, and what follows; a line each. */
    List<String> because(Event event, Clock clock);

    /** Many servers, or many services, that changed in the same way. */
    String together(List<Event> events);

    /** A thing that changed many times. */
    String toAndFro(List<Event> events);

    /** Behind a mail that was the last for a while about some subjects. */
    String limited(List<String> subjects, int perHour, Duration held);

    /** At the end of a reminder. */
    String repeated(Duration every);

    /** Before the commands that show more. */
    String hint(String command);

    /** Before the subject of a mail that is late. */
    String lateMark(Duration late);

    /** Above the text of a mail that is late. */
    String late(Duration late, boolean unreachable);

    /** A test mail: subject, then text. */
    List<String> test(String director, String time);

    /** A time that passed, in its largest units. */
    String duration(Duration time);

    /** One cause. */
    String cause(Reason reason, Clock clock);

    /** Between two parts of one cause. */
    String comma();

    /** How long an order lasts at most. */
    String until(String time);

    /** What the line that tells a change has not said of a cause; may be empty. */
    default String unsaid(Reason reason, Clock clock) {
        return switch (reason) {
            case Reason.Ordered(var _, var _, var why, var until) -> Stream.concat(
                    Stream.of(why).filter(w -> !w.isEmpty()), until.stream().map(end -> until(clock.time(end))))
                    .collect(Collectors.joining(comma()));
            case Reason.OrderEnded _ -> "";
            default -> cause(reason, clock);
        };
    }

    /** Behind the words of an order: how long it lasts at most; may be empty. */
    default String lasting(Reason.Ordered order, Clock clock) {
        return order.until().map(end -> comma() + until(clock.time(end))).orElse("");
    }

    /** The same order without its end, which {@link #lasting} says. */
    static Reason.Ordered endless(Reason.Ordered order) {
        return new Reason.Ordered(order.state(), order.actor(), order.reason(), Optional.empty());
    }

    /** Behind the name of a service: its address, where that is known. */
    static String place(Event event) {
        return event.facts().service().isEmpty() ? "" : " (" + event.facts().service() + ")";
    }

    /** Whether none of these services answers its clients. */
    static boolean dead(List<Event> services) {
        return services.stream().map(e -> Serving.ofWord(e.now())).allMatch(s -> s.filter(Serving::dead).isPresent());
    }

    /** Why an operator did what an event tells; empty = the operator did not say, or it was none. */
    static String orderReason(Event event) {
        return event.facts().causes().stream()
                .flatMap(c -> c instanceof Reason.Ordered order ? Stream.of(order.reason()) : Stream.empty())
                .filter(r -> !r.isEmpty()).findFirst().orElse("");
    }

    /** The causes of an event that are worth a line; empty = its words are. */
    static Optional<List<Reason>> saidCauses(Event event) {
        return switch (MailTopic.of(event)) {
            case SERVICE_BACK, SORRY_OVER -> event.facts().of() == 0 ? causes(event) : Optional.of(List.of());
            case ADDRESS_HERE, ADDRESS_GONE -> Optional.of(List.of());
            // The line itself says them; beside it stands what the event says of its why.
            case TROUBLE, TROUBLE_OVER, MAIL_TROUBLE, RELOADED -> Optional.empty();
            case SERVICE_LOST, SORRY, REJECTED, ROLE, SERVER_LOST, SERVER_FLAPS, DRIFT, SERVER_BACK, SERVER_STEADY,
                    WISH, QUIET ->
                causes(event);
        };
    }

    private static Optional<List<Reason>> causes(Event event) {
        return Optional.of(event.facts().causes()).filter(c -> !c.isEmpty());
    }

    /** The lines of an lvs.cf that was refused. */
    static List<FileReason.Fault> faults(Event event) {
        return event.facts().causes().stream()
                .flatMap(c -> c instanceof FileReason.Faulty(var _, var faults) ? faults.stream() : Stream.empty())
                .limit(MOST_FAULTS).toList();
    }

    /** How an lvs.cf differs from the one before; empty = that is known in words alone. */
    static Optional<Reason> difference(Event event) {
        return event.facts().causes().stream().filter(FileReason.Differs.class::isInstance).findFirst();
    }

    /** How an lvs.cf came into use; empty = that is known in words alone. */
    static Optional<Reason> wayIntoUse(Event event) {
        return event.facts().causes().stream().filter(c -> c instanceof FileReason.Reloaded
                || c instanceof FileReason.Applied || c instanceof FileReason.CameBack).findFirst();
    }

    /** The same without points in time, which only a clock shows as they are here. */
    static Reason timeless(Reason reason) {
        return switch (reason) {
            case RoleReason.Maintenance(var actor, var why, var _) -> new RoleReason.Maintenance(actor, why,
                    Optional.empty());
            case RoleReason.LeavesRole(var director, var why) -> new RoleReason.LeavesRole(director,
                    why.map(MailWords::timeless));
            case RoleReason.AllOf(var reasons) -> new RoleReason.AllOf(reasons.stream().map(MailWords::timeless)
                    .toList());
            case RoleReason.HandsOver(var why, var fit) -> new RoleReason.HandsOver(why.stream()
                    .map(MailWords::timeless).toList(), fit);
            case PairAlarm.MaintainedHere(var order) -> new PairAlarm.MaintainedHere(
                    new RoleReason.Maintenance(order.actor(), order.reason(), Optional.empty()));
            default -> reason;
        };
    }

    /** The longest outage of services that are back; empty where they are not. */
    static Optional<Duration> longestOutage(List<Event> events) {
        return MailTopic.of(events.getLast()) == MailTopic.SERVICE_BACK
                ? events.stream().flatMap(e -> e.facts().lasted().stream()).max(Duration::compareTo)
                : Optional.empty();
    }

    /** Whether what follows is not said by what holds now. */
    static boolean effectSaysMore(Event event) {
        return event.facts().of() == 0 && MailTopic.of(event) != MailTopic.ROLE;
    }

    /** Shows points in time as their operators' clocks do. */
    interface Clock {
        /** The time of day, with the date when it is another one than that of the mail. */
        String time(Instant at);
    }
}
