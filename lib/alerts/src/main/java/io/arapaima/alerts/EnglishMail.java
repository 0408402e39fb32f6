package io.arapaima.alerts;

import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.Event;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Mails in English. */
record EnglishMail() implements MailWords {
    @Override
    public String subject(MailHeadline headline) {
        return EnglishSubject.subject(headline);
    }

    @Override
    public String reminder(Situation now) {
        return EnglishSubject.reminder(now);
    }

    @Override
    public String duration(Duration time) {
        return EnglishTerms.duration(time);
    }

    private String wereDown(List<Event> events) {
        return MailWords.longestOutage(events).map(t -> "; down for up to " + duration(t)).orElse("");
    }

    private static String lostTogether(List<Event> events) {
        return MailWords.dead(events)
                ? "DOWN"
                : "without their servers";
    }

    @Override
    public String more(int things) {
        return things == 0 ? "" : "; " + things + " more" + (things == 1 ? " change" : " changes");
    }

    @Override
    public String now(Situation now) {
        String ofAll = " of " + now.services() + (now.services() == 1 ? " service" : " services");
        String services = (now.servicesDown() == 0 ? "" : ", " + now.servicesDown() + ofAll + " DOWN")
                + (now.servicesDegraded() == 0
                        ? ""
                        : ", " + now.servicesDegraded() + (now.servicesDown() == 0 ? ofAll : "") + " degraded");
        if (now.ailing().isEmpty()) {
            return "NOW: all services are well"
                    + (now.servers() == 0 || !now.orders().isEmpty()
                            ? ""
                            : ", all " + now.servers() + " servers are up");
        }
        return "NOW: " + (services.isEmpty() ? "no service down" : services.substring(2))
                + (now.servers() == 0 ? "" : ", " + now.serversOut() + " of " + now.servers() + " servers down");
    }

    @Override
    public String service(Situation.Service service, Instant now) {
        return service.name() + (service.address().isEmpty() ? "" : " (" + service.address() + ")") + ": "
                + EnglishTerms.serving(service.serving(), service.able(), service.of())
                + (service.lost() ? EnglishTerms.since(service.since(), now) : "");
    }

    @Override
    public String server(Situation.Server server, Instant now) {
        return state(server.state()) + "  " + server.name() + " (" + server.address() + ")"
                + EnglishTerms.since(server.since(), now).replaceFirst(", for", " for")
                + EnglishTerms.colon(server.causes().stream().map(English::of).collect(Collectors.joining("; ")));
    }

    private static String state(ServerState state) {
        return switch (state) {
            case DOWN -> "DOWN";
            case KEPT -> "DOWN, kept";
            case FLAPPING -> "FLAPS, out";
            case FLAPPING_UP -> "flaps, in";
            case UNKNOWN, NOT_CHECKED, UP, DRAINED, WAITING, QUIESCED, FORCED_UP, FORCED_DOWN -> state.word();
        };
    }

    @Override
    public String trouble(Situation.Trouble trouble, Instant now) {
        return "TROUBLE " + trouble.subject() + " for " + duration(Duration.between(trouble.since(), now)) + ": "
                + English.of(trouble.what());
    }

    @Override
    public String order(Situation.Order order, Clock clock) {
        return "by order: " + order.server() + " " + cause(order.what(), clock);
    }

    @Override
    public String cut(int more, String command) {
        return "and " + more + " more: " + command;
    }

    @Override
    public String changes() {
        return "CHANGES";
    }

    @Override
    public String change(Event event, Clock clock) {
        String service = MailTopic.service(event);
        String place = MailWords.place(event);
        String server = EnglishTerms.where(event) + " of " + service;
        String was = event.facts().lasted().map(t -> duration(t)).orElse("");
        return switch (MailTopic.of(event)) {
            case SERVICE_LOST -> MailTopic.name(event) + place + " " + EnglishTerms.lost(event);
            case SERVICE_BACK -> MailTopic.name(event) + place + " UP" + (was.isEmpty() ? "" : ", was down " + was)
                    + EnglishTerms.ofServers(event, ": ");
            case SERVER_LOST -> server + " DOWN" + (was.isEmpty() ? "" : ", was " + event.was() + " " + was)
                    + EnglishTerms.ofServers(event, "; ");
            case SERVER_BACK -> server + " UP" + (was.isEmpty() ? "" : ", was " + event.was() + " " + was)
                    + EnglishTerms.ofServers(event, "; ");
            case SERVER_FLAPS -> server + " FLAPS and is taken out" + EnglishTerms.ofServers(event, "; ");
            case SERVER_STEADY -> server + " UP, it flaps no more" + EnglishTerms.ofServers(event, "; ");
            case TROUBLE, MAIL_TROUBLE -> event.subject() + " TROUBLE: " + event.now();
            case TROUBLE_OVER -> event.subject() + " OK again" + (was.isEmpty() ? "" : " after " + was)
                    + (event.was().isEmpty() ? "" : "; it was: " + event.was());
            case REJECTED -> event.subject() + " refused" + EnglishTerms.by(event);
            case RELOADED -> event.subject() + ": " + event.now() + EnglishTerms.by(event);
            case ROLE -> "This director is active now";
            case DRIFT -> event.subject() + " " + event.now();
            case SORRY -> MailTopic.name(event) + place + ": the sorry server answers";
            case SORRY_OVER -> MailTopic.name(event) + place + ": the sorry server answers no more";
            case ADDRESS_HERE, ADDRESS_GONE -> event.subject() + " " + event.now();
            case WISH -> (event.about() instanceof Subject.Server ? server : EnglishTerms.where(event)) + ": "
                    + EnglishTerms.ended(event).orElse(event.was() + " -> " + event.now() + EnglishTerms.by(event))
                    + EnglishTerms.ofServers(event, "; ");
            case QUIET -> event.line();
        };
    }

    @Override
    public List<String> because(Event event, Clock clock) {
        var lines = new ArrayList<String>();
        MailWords.faults(event).forEach(fault -> lines.add(English.brief(fault)));
        String why = !lines.isEmpty()
                ? ""
                : MailWords.saidCauses(event).map(causes -> causes.stream().map(c -> unsaid(c, clock))
                        .filter(c -> !c.isEmpty()).collect(Collectors.joining("; "))).orElse(event.why());
        Stream.of(why, MailWords.effectSaysMore(event) ? event.effect() : "").filter(l -> !l.isEmpty())
                .forEach(lines::add);
        return lines;
    }

    @Override
    public String comma() {
        return ", ";
    }

    @Override
    public String until(String time) {
        return "until " + time;
    }

    @Override
    public String together(List<Event> events) {
        Event last = events.getLast();
        MailTopic topic = MailTopic.of(last);
        if (topic == MailTopic.SERVICE_LOST || topic == MailTopic.SERVICE_BACK) {
            return events.size() + " services " + (topic == MailTopic.SERVICE_LOST ? lostTogether(events) : "UP")
                    + ": " + EnglishTerms.names(events.stream().map(MailTopic::name).toList()) + wereDown(events);
        }
        boolean down = topic == MailTopic.SERVER_LOST;
        List<String> services = events.stream().map(MailTopic::service).distinct().toList();
        if (services.size() > 1) {
            return events.size() + " servers of " + services.size() + " services " + (down ? "DOWN: " : "UP: ")
                    + EnglishTerms.names(services);
        }
        String place = MailWords.place(last);
        return events.size() + " servers of " + MailTopic.service(last) + place + (down ? " DOWN: " : " UP: ")
                + EnglishTerms.names(events.stream().map(MailTopic::name).toList())
                + EnglishTerms.ofServers(last, "; ");
    }

    @Override
    public String toAndFro(List<Event> events) {
        Event last = events.getLast();
        return events.size() + " changes of " + EnglishTerms.where(last)
                + (last.about() instanceof Subject.Server(var service, var _) ? " of " + service : "") + ", now "
                + last.now() + EnglishTerms.ofServers(last, "; ");
    }

    @Override
    public String limited(List<String> subjects, int perHour, Duration held) {
        return EnglishTerms.names(subjects) + (subjects.size() == 1 ? " has" : " have") + " had " + perHour
                + " mails within the hour (email_limit); further changes come together, every " + duration(held)
                + ". An outage never waits.";
    }

    @Override
    public String repeated(Duration every) {
        return "Repeated every " + duration(every) + " while it lasts (email_reminder).";
    }

    @Override
    public String hint(String command) {
        return "More: " + command;
    }

    @Override
    public String lateMark(Duration late) {
        return "(" + duration(late) + " late) ";
    }

    @Override
    public String late(Duration late, boolean unreachable) {
        return "LATE: written " + duration(late) + " ago"
                + (unreachable ? ", the mail server was unreachable" : ", it could not be sent before")
                + ". What follows may be over; see lvsctl status.";
    }

    @Override
    public List<String> test(String director, String time) {
        return List.of("test mail", "A test mail of the director " + director + ", asked for at " + time + ".");
    }

    @Override
    public String cause(Reason reason, Clock clock) {
        return reason instanceof Reason.Ordered order
                ? English.of(MailWords.endless(order)) + lasting(order, clock)
                : reason instanceof Reason.Passes(var words) && words.startsWith("passed")
                        ? "the check " + words
                        : English.of(MailWords.timeless(reason));
    }
}
