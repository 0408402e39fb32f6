package io.arapaima.ipc;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.FileReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.peer.OnBehalf;
import io.arapaima.checkspec.PrintableText;
import io.arapaima.config.CheckCatalogue;
import io.arapaima.daemon.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Everything that can be said on a daemon's socket, sorted by who says it. */
public sealed interface Message {
    /** What nanny says to the hub. */
    sealed interface OfNanny extends Message
            permits Alive, CheckResults, CheckSample, LoadReported, Offered, Plugins, TroubleReported, VerdictChanged,
            VerdictSnapshot {}

    /** What anybody asks of the hub, or commands. */
    sealed interface ToHub extends Message
            permits AuditEntry.AuditQuery, CheckResults.CheckResultsQuery, ConfigRequest, EventsQuery, MailTest,
            Operate,
            PluginsQuery, StatusQuery, TableQuery, TrafficRequest {}

    /** What the hub says. */
    sealed interface OfHub extends Message
            permits AuditEntry.AuditTrail, ConfigReply, Alive, Answer, CheckPlan, CheckResults,
            CheckResults.CheckResultsQuery, CheckSample.SampleOrder, EventRaised, HubReport, Plugins,
            PluginsQuery, Status,
            TableText,
            TrafficRequest.Traffic {}

    /** What anybody asks of pulse, or commands. */
    sealed interface ToPulse extends Message permits PulseRequest {}

    /** What pulse says. */
    sealed interface OfPulse extends Message permits PulseReport, Answer {}

    /**
     * First word of every peer.
     *
     * @param program {@code nanny}, {@code lvsctl}, {@code pulse} ...
     * @param version its version
     * @param pid its process id
     * @param protocol the protocol version that it speaks; who does not say it speaks 1
     * @param onBehalf for whom it asks, if not for its own user
     */
    record Hello(String program, String version, long pid, int protocol,
            Optional<OnBehalf> onBehalf) implements Message {
        /** What this build speaks; grows when a message changes its meaning (docs/messages.md). */
        public static final int PROTOCOL = 1;

        /** What a neighbouring version leaves out is empty, but whoever does not say who it is cannot be talked to. */
        public Hello {
            if (program.isEmpty()) {
                throw new IllegalArgumentException("a Hello names its program");
            }
            protocol = protocol == 0 ? 1 : protocol;
        }

        /**
         * Of a peer that speaks this build's protocol.
         *
         * @param program its name
         * @param version its version
         * @param pid its process id
         */
        public Hello(String program, String version, long pid) {
            this(program, version, pid, PROTOCOL, Optional.empty());
        }

        /** {@return why its peer cannot be talked to; empty when it can} */
        public Optional<String> refusal() {
            return protocol == PROTOCOL
                    ? Optional.empty()
                    : Optional.of(program + " " + version + " speaks protocol " + protocol + ", and this is version "
                            + Version.TEXT + ", which speaks " + PROTOCOL
                            + "; let both sides run the same version");
        }

        /**
         * Of this process.
         *
         * @param program its name
         * @return its first word
         */
        public static Hello of(String program) {
            return new Hello(program, Version.TEXT, ProcessHandle.current().pid());
        }
    }

    /**
     * nanny: the checks that its plugins offer, at connect and after each change of the plugins folder.
     *
     * @param checks their declarations
     */
    record Offered(CheckCatalogue checks) implements OfNanny {}

    /**
     * nanny: all verdicts, at connect and after each new plan; of a large plan in several messages.
     *
     * @param verdicts one for each planned check, or for the next ones
     */
    record VerdictSnapshot(List<Verdict> verdicts) implements OfNanny {}

    /**
     * nanny: a verdict changed, or what the server asks for.
     *
     * @param verdict the new one
     */
    record VerdictChanged(Verdict verdict) implements OfNanny {}

    /**
     * nanny: a check brought a load reading home.
     *
     * @param check identity of the planned check
     * @param load run-queue length averaged over one minute
     */
    record LoadReported(String check, double load) implements OfNanny {}

    /**
     * nanny: something is wrong on this side, or no longer.
     *
     * @param subject what is in trouble, for example {@code plugin http}
     * @param text what and how to mend it; empty = it is over
     * @param reason the same as {@code text}; empty = it is over, or nanny is older
     */
    record TroubleReported(String subject, String text, Optional<Reason> reason) implements OfNanny {
        /** Makes printable lines of a plugin's texts. */
        public TroubleReported {
            subject = PrintableText.line(subject);
            text = PrintableText.line(text);
        }

        /**
         * Of this build.
         *
         * @param subject what is in trouble
         * @param reason what; {@link Reason#NONE} = it is over
         */
        public TroubleReported(String subject, Reason reason) {
            this(subject, English.of(reason), Reason.carried(reason));
        }

        /** {@return what is wrong, as data as far as this build understands it; {@link Reason#NONE} = it is over} */
        public Reason why() {
            return Reason.heard(reason, text);
        }
    }

    /**
     * nanny: its engine comes round; said each second by the thread that decides, so that an engine that hangs is silent. hub, to
     * pulse: it takes a large lvs.cf into use, and is late with its answers for that reason.
     */
    record Alive() implements OfNanny, OfHub {}

    /**
     * hub: the checks to run from now on; those that are unchanged keep their state. A large plan comes in parts, because a line
     * has a limit and neither side's memory shall hold all of it twice.
     *
     * @param checks all of them, or the next ones
     * @param more whether another part follows; the plan counts from the last part on
     */
    record CheckPlan(List<PlannedCheck> checks, boolean more) implements OfHub {
        /** Checks, or verdicts, of one message. */
        public static final int PART = 2000;

        /**
         * A plan in one part.
         *
         * @param checks all of them
         */
        public CheckPlan(List<PlannedCheck> checks) {
            this(checks, false);
        }

        /**
         * A plan in as many parts as it takes.
         *
         * @param checks all of them
         * @return the parts in their order; at least one
         */
        public static List<CheckPlan> parts(List<PlannedCheck> checks) {
            List<CheckPlan> parts = new ArrayList<>();
            for (int from = 0; from == 0 || from < checks.size(); from += PART) {
                int to = Math.min(checks.size(), from + PART);
                parts.add(new CheckPlan(List.copyOf(checks.subList(from, to)), to < checks.size()));
            }
            return parts;
        }
    }

    /**
     * Anybody asks the hub, and the hub asks nanny: what do the plugins offer? Answered by {@link Plugins}, or by the hub with an
     * {@link Answer} when nanny does not answer.
     *
     * @param id repeated in the answer; from anybody but the hub of no meaning
     * @param look whether nanny shall look into its folders now, and try again what it has refused
     */
    record PluginsQuery(long id, boolean look) implements ToHub, OfHub {}

    /**
     * nanny to the hub, and the hub to whoever asked: the plugins at this moment.
     *
     * @param id of the question
     * @param checks what each file offers, in the order of the folders
     */
    record Plugins(long id, List<PluginCheck> checks) implements OfNanny, OfHub {}

    /**
     * Anybody: asks for a {@link Status}.
     *
     * @param inParts whether the answer may be several, see {@link StatusParts}; a peer that does not say so gets one, which ends the
     *     conversation when it is longer than a line may be
     */
    record StatusQuery(boolean inParts) implements ToHub {
        /** A question whose answer is one message. */
        public StatusQuery() {
            this(false);
        }
    }

    /**
     * hub: the answer to a {@link StatusQuery}.
     *
     * @param snapshot everything at one moment, or the next part of it
     * @param more whether another part follows
     */
    record Status(DirectorSnapshot snapshot, boolean more) implements OfHub {
        /**
         * An answer in one part.
         *
         * @param snapshot everything at one moment
         */
        public Status(DirectorSnapshot snapshot) {
            this(snapshot, false);
        }
    }

    /**
     * Anybody: asks for the table in force, foreign services included, read now; answered by {@link TableText}.
     *
     * @param save true: as {@code ipvsadm -Sn} prints it, false: as {@code ipvsadm -Ln} does
     */
    record TableQuery(boolean save) implements ToHub {}

    /**
     * hub: the answer to a {@link TableQuery}.
     *
     * @param lines byte for byte what ipvsadm prints, without line ends
     * @param trouble why there is no table: one sentence with the cure; empty when there is one
     */
    record TableText(List<String> lines, Optional<String> trouble) implements OfHub {}

    /**
     * Anybody: asks for events; each comes as {@link EventRaised}, and an {@link Answer} ends those of the past.
     *
     * @param last how many of the past, 0 to 1000
     * @param follow true = and all that come
     */
    record EventsQuery(int last, boolean follow) implements ToHub {}

    /**
     * hub: an event.
     *
     * @param event the event
     */
    record EventRaised(Event event) implements OfHub {}

    /** Operator: send a test mail now; answered by {@link Answer} with the mail server's words. */
    record MailTest() implements ToHub {}

    /**
     * Operator: treat a real server differently; answered by {@link Answer}. Stays in force until its time is over or
     * {@link Action#AUTO}, across restarts.
     *
     * @param server {@code virtual/server}
     * @param action how
     * @param confirmed whether it is to be done although it takes the last server of a service, or its quorum; empty = the
     *     peer is older than this question, and is not asked
     * @param seconds after which it ends by itself, 1 to {@link #LONGEST_SECONDS}; empty = it does not
     * @param reason why, for whoever looks later, at most {@link #LONGEST_REASON} characters
     */
    record Operate(String server, Action action, Optional<Boolean> confirmed, Optional<Long> seconds,
            Optional<String> reason) implements ToHub {
        /** A year. */
        public static final long LONGEST_SECONDS = 365L * 24 * 3600;
        /** A line of a mail. */
        public static final int LONGEST_REASON = 200;

        /**
         * A command that holds until it is taken back.
         *
         * @param server {@code virtual/server}
         * @param action how
         * @param confirmed as above
         */
        public Operate(String server, Action action, Optional<Boolean> confirmed) {
            this(server, action, confirmed, Optional.empty(), Optional.empty());
        }

        /**
         * A command that is not asked about its consequence.
         *
         * @param server {@code virtual/server}
         * @param action how
         */
        public Operate(String server, Action action) {
            this(server, action, Optional.empty());
        }

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
     * hub or pulse: the end of an answer.
     *
     * @param ok whether the wish was fulfilled
     * @param lines what there is to say, a sentence each
     * @param reason why it was not, where that is data
     */
    record Answer(boolean ok, List<String> lines, Optional<Reason> reason) implements OfHub, OfPulse {
        /** Makes printable lines: they may quote lvs.cf, a mail server or a partner. */
        public Answer {
            lines = lines.stream().map(PrintableText::line).toList();
        }

        /**
         * In sentences only.
         *
         * @param ok whether the wish was fulfilled
         * @param lines what there is to say
         */
        public Answer(boolean ok, List<String> lines) {
            this(ok, lines, Optional.empty());
        }

        /**
         * That an lvs.cf is not taken into use.
         *
         * @param reason why
         * @return the answer
         */
        public static Answer refused(FileReason reason) {
            return new Answer(false, English.lines(reason), Optional.of(reason));
        }
    }
}
