package io.arapaima.alerts;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.ipc.Serving;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is not well at one moment: a mail begins with it, because its events may be over.
 *
 * @param at when
 * @param services how many there are
 * @param servers how many real servers there are, each service's counted
 * @param ailing services that lack a server, in the order of lvs.cf
 * @param orders what operators want about servers
 * @param troubles what is wrong with this director
 * @param tells whether this director tells about services: of a pair the active one does
 */
public record Situation(Instant at, int services, int servers, List<Service> ailing, List<Order> orders,
        List<Trouble> troubles, boolean tells) {
    /** Nothing is known. */
    public static final Situation UNKNOWN = new Situation(Instant.EPOCH, 0, 0, List.of(), List.of(), List.of(), false);

    /** Keeps copies. */
    public Situation {
        ailing = List.copyOf(ailing);
        orders = List.copyOf(orders);
        troubles = List.copyOf(troubles);
    }

    /**
     * A service that is lost, or lacks a server.
     *
     * @param name its own
     * @param address where clients reach it
     * @param serving who answers
     * @param able how many real servers can serve
     * @param of of how many; 0 = it is a program that runs where the role is
     * @param since when that began; empty = not known
     * @param out its servers that are out, without those that an operator took out
     */
    public record Service(String name, String address, Serving serving, int able, int of, Optional<Instant> since,
            List<Server> out) {
        /** Keeps a copy. */
        public Service {
            out = List.copyOf(out);
        }

        boolean lost() {
            return serving.lost();
        }
    }

    /**
     * A real server that is out.
     *
     * @param name within its service
     * @param address address and port
     * @param state what it is
     * @param since when that began; empty = not known
     * @param causes why, the last word first
     */
    public record Server(String name, String address, ServerState state, Optional<Instant> since,
            List<Reason> causes) {
        /** Keeps a copy. */
        public Server {
            causes = List.copyOf(causes);
        }
    }

    /**
     * An operator's order.
     *
     * @param server {@code virtual/server}
     * @param what the order
     */
    public record Order(String server, Reason.Ordered what) {}

    /**
     * What is wrong with this director.
     *
     * @param subject with what
     * @param what what
     * @param since when that began
     */
    public record Trouble(String subject, Reason what, Instant since) {}

    boolean known() {
        return !at.equals(Instant.EPOCH);
    }

    /** How many services have nobody who answers. */
    int servicesDown() {
        return (int) ailing.stream().filter(s -> s.serving().dead()).count();
    }

    /** How many have their sorry server, or too few real ones. */
    int servicesDegraded() {
        return (int) ailing.stream().filter(Service::lost).count() - servicesDown();
    }

    int serversOut() {
        return ailing.stream().mapToInt(s -> s.out().size()).sum();
    }

    /** The threads of mails about what is not well. */
    Set<String> threads() {
        var threads = new HashSet<String>();
        if (tells) {
            ailing.forEach(s -> threads.add(MailTopic.thread(s.name())));
        }
        troubles.forEach(t -> threads.add(MailTopic.troubleThread(t.subject())));
        return threads;
    }
}
