package io.arapaima.ipc;

import io.arapaima.config.CheckCatalogue;
import java.util.List;
import java.util.Optional;

/** Everything that can be said on the hub's socket. */
public sealed interface Message {
    /**
     * First word of every peer.
     *
     * @param program {@code nanny}, {@code lvsctl}, {@code pulse} ...
     * @param version its version
     * @param pid its process id
     */
    record Hello(String program, String version, long pid) implements Message {}

    /**
     * nanny: the checks that its plugins offer, at connect and after each change of the plugins folder.
     *
     * @param checks their declarations
     */
    record Offered(CheckCatalogue checks) implements Message {}

    /**
     * nanny: all verdicts, at connect and after each new plan.
     *
     * @param verdicts one for each planned check
     */
    record VerdictSnapshot(List<Verdict> verdicts) implements Message {}

    /**
     * nanny: a verdict changed.
     *
     * @param verdict the new one
     */
    record VerdictChanged(Verdict verdict) implements Message {}

    /**
     * nanny: a check brought a load reading home.
     *
     * @param check identity of the planned check
     * @param load run-queue length averaged over one minute
     */
    record LoadReported(String check, double load) implements Message {}

    /**
     * nanny: something is wrong on this side, or no longer.
     *
     * @param subject what is in trouble, for example {@code plugin http}
     * @param text what and how to mend it; empty = it is over
     */
    record TroubleReported(String subject, String text) implements Message {}

    /**
     * hub: the checks to run from now on; those that are unchanged keep their state.
     *
     * @param checks all of them
     */
    record CheckPlan(List<PlannedCheck> checks) implements Message {}

    /** Anybody: asks for a {@link Status}. */
    record StatusQuery() implements Message {}

    /**
     * hub: the answer to a {@link StatusQuery}.
     *
     * @param snapshot everything at one moment
     */
    record Status(DirectorSnapshot snapshot) implements Message {}

    /**
     * Anybody: asks for the table in force, foreign services included, read now; answered by {@link TableText}.
     *
     * @param save true: as {@code ipvsadm -Sn} prints it, false: as {@code ipvsadm -Ln} does
     */
    record TableQuery(boolean save) implements Message {}

    /**
     * hub: the answer to a {@link TableQuery}.
     *
     * @param lines byte for byte what ipvsadm prints, without line ends
     * @param trouble why there is no table: one sentence with the cure; empty when there is one
     */
    record TableText(List<String> lines, Optional<String> trouble) implements Message {}

    /**
     * Anybody: asks for events; each comes as {@link EventRaised}, and an {@link Answer} ends those of the past.
     *
     * @param last how many of the past, 0 to 1000
     * @param follow true = and all that come
     */
    record EventsQuery(int last, boolean follow) implements Message {}

    /**
     * hub: an event.
     *
     * @param event the event
     */
    record EventRaised(Event event) implements Message {}

    /** Operator: read lvs.cf again; answered by {@link Answer}. */
    record Reload() implements Message {}

    /** Operator: send a test mail now; answered by {@link Answer} with the mail server's words. */
    record MailTest() implements Message {}

    /**
     * Operator: treat a real server differently; answered by {@link Answer}. Stays in force until {@link Action#AUTO}, across
     * restarts.
     *
     * @param server {@code virtual/server}
     * @param action how
     */
    record Operate(String server, Action action) implements Message {
        /** What an operator can do to a real server (Piranha: SIGUSR1, SIGUSR2 and SIGHUP to a nanny). */
        public enum Action {
            /** Weight 0: no new connections, established ones stay. */
            QUIESCE,
            /** As if its checks failed. */
            FORCE_DOWN,
            /** As if its checks passed. */
            FORCE_UP,
            /** Follow the checks again. */
            AUTO
        }
    }

    /**
     * hub: the end of an answer.
     *
     * @param ok whether the wish was fulfilled
     * @param lines what there is to say, a sentence each
     */
    record Answer(boolean ok, List<String> lines) implements Message {}
}
