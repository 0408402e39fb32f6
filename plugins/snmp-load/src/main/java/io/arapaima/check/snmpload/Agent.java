package io.arapaima.check.snmpload;

import io.arapaima.check.Deadline;
import io.arapaima.check.OptionText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimerTask;
import org.snmp4j.CommandResponderEvent;
import org.snmp4j.CommunityTarget;
import org.snmp4j.MessageDispatcherImpl;
import org.snmp4j.PDU;
import org.snmp4j.SNMP4JSettings;
import org.snmp4j.ScopedPDU;
import org.snmp4j.Snmp;
import org.snmp4j.Target;
import org.snmp4j.UserTarget;
import org.snmp4j.event.ResponseEvent;
import org.snmp4j.event.ResponseListener;
import org.snmp4j.mp.MPv2c;
import org.snmp4j.mp.MPv3;
import org.snmp4j.mp.PduHandle;
import org.snmp4j.mp.SnmpConstants;
import org.snmp4j.security.USM;
import org.snmp4j.security.UsmUser;
import org.snmp4j.smi.Address;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.UdpAddress;
import org.snmp4j.smi.VariableBinding;
import org.snmp4j.util.CommonTimer;

/** One agent for the time of one probe. All work is done by the thread that asks. */
final class Agent implements AutoCloseable {
    /** As net-snmp's tools do. */
    private static final Duration RESEND = Duration.ofSeconds(1);
    private static final int ROWS_AT_ONCE = 64;
    /** What a report of version 3 means (RFC 3414, section 5); those that only get acquainted are not here. */
    private static final Map<OID, String> REFUSALS = Map.of(
            SnmpConstants.usmStatsUnsupportedSecLevels, "does not allow this user without signing or encryption",
            SnmpConstants.usmStatsUnknownUserNames, "does not know the user",
            SnmpConstants.usmStatsWrongDigests, "says that auth-password or auth-protocol is wrong",
            SnmpConstants.usmStatsDecryptionErrors, "says that priv-password or priv-protocol is wrong");

    static {
        // Time-outs are ours; SNMP4J's timer would be one more thread for each probe.
        SNMP4JSettings.setTimerFactory(NoTimer::new);
    }

    private final Wire wire;
    private final Snmp snmp;
    private final Target<UdpAddress> target;
    private final Deadline deadline;
    private final List<PDU> answers = new ArrayList<>();
    private Duration firstRoundTrip = Duration.ZERO;

    private Agent(Wire wire, Snmp snmp, Target<UdpAddress> target, Deadline deadline) {
        this.wire = wire;
        this.snmp = snmp;
        this.target = target;
        this.deadline = deadline;
        snmp.setReportHandler(new Reports(snmp.getReportHandler(), answers));
    }

    /** Initialises what a first probe would initialise under its deadline. */
    static void warmUp() {
        var _ = new MPv3(MPv3.createLocalEngineID());
        var _ = new MPv2c();
    }

    static Agent open(InetAddress address, int port, Identity identity, Deadline deadline) throws IOException {
        var dispatcher = new MessageDispatcherImpl();
        var snmp = new Snmp(dispatcher);
        Wire wire = Wire.connect(address, port);
        snmp.addTransportMapping(wire);
        Target<UdpAddress> target = switch (identity) {
            case Identity.Community(String word) -> {
                dispatcher.addMessageProcessingModel(new MPv2c());
                yield new CommunityTarget<>(wire.peer(), new OctetString(OptionText.bytes(word)));
            }
            case Identity.User user -> {
                dispatcher.addMessageProcessingModel(new MPv3(security(user)));
                yield new UserTarget<>(wire.peer(), new OctetString(OptionText.bytes(user.name())), new byte[0],
                        user.level().getSnmpValue());
            }
        };
        target.setVersion(switch (identity) {
            case Identity.Community _ -> SnmpConstants.version2c;
            case Identity.User _ -> SnmpConstants.version3;
        });
        target.setRetries(0);
        return new Agent(wire, snmp, target, deadline);
    }

    /** Of its own for every probe: what one agent is told, another must not learn. */
    private static USM security(Identity.User user) {
        var usm = new USM(RememberedKeys.INSTANCE, new OctetString(MPv3.createLocalEngineID()), 0);
        usm.addUser(new UsmUser(new OctetString(OptionText.bytes(user.name())),
                user.authentication().map(Identity.Key::protocol).orElse(null),
                user.authentication().map(key -> new OctetString(OptionText.bytes(key.password()))).orElse(null),
                user.privacy().map(Identity.Key::protocol).orElse(null),
                user.privacy().map(key -> new OctetString(OptionText.bytes(key.password()))).orElse(null)));
        return usm;
    }

    /** The time from the first request to its answer, for version 3 including how agent and probe get acquainted. */
    Duration firstRoundTrip() {
        return firstRoundTrip;
    }

    /**
     * Asks and waits.
     *
     * @throws SocketTimeoutException if no answer comes before the deadline
     * @throws Refusal if the agent does not want to tell
     */
    List<VariableBinding> ask(int type, OID... names) throws IOException {
        PDU request = target.getVersion() == SnmpConstants.version3 ? new ScopedPDU() : new PDU();
        request.setType(type);
        request.setMaxRepetitions(type == PDU.GETBULK ? ROWS_AT_ONCE : 0);
        for (OID name : names) {
            request.add(new VariableBinding(name));
        }
        long start = System.nanoTime();
        PDU answer = exchange(request);
        if (firstRoundTrip.isZero()) {
            firstRoundTrip = Duration.ofNanos(System.nanoTime() - start);
        }
        return checked(answer);
    }

    private PDU exchange(PDU request) throws IOException {
        answers.clear();
        snmp.send(request, target, wire, null, new ResponseListener() {
            @Override
            public <A extends Address> void onResponse(ResponseEvent<A> event) {
                answers.add(event.getResponse());
            }
        });
        Deadline resend = deadline.orIn(RESEND);
        while (answers.isEmpty()) {
            try {
                wire.receive(resend);
            } catch (SocketTimeoutException _) {
                if (deadline.passed()) {
                    throw new SocketTimeoutException("no answer from the SNMP agent at " + wire.peer()
                            + " within the time limit; it is also silent when it does not know the community");
                }
                resend = deadline.orIn(RESEND);
                wire.sendAgain();
            }
        }
        return answers.getFirst();
    }

    private static List<VariableBinding> checked(PDU answer) throws Refusal {
        if (answer.getType() == PDU.REPORT) {
            throw new Refusal("the SNMP agent " + REFUSALS.get(answer.get(0).getOid()));
        }
        if (answer.getErrorStatus() != PDU.noError) {
            throw new Refusal("the SNMP agent answers with the error " + answer.getErrorStatusText());
        }
        return List.copyOf(answer.getAll());
    }

    /** SNMP4J drops refusals that are not signed, as those of a wrong password are; an operator wants to hear them. */
    private record Reports(Snmp.ReportHandler usual, List<PDU> answers) implements Snmp.ReportHandler {
        @Override
        public <A extends Address> void processReport(PduHandle handle, CommandResponderEvent<A> event) {
            PDU report = event.getPDU();
            if (report.size() > 0 && REFUSALS.containsKey(report.get(0).getOid())) {
                answers.add(report);
            } else {
                usual.processReport(handle, event);
            }
        }
    }

    @Override
    public void close() throws IOException {
        snmp.close();
        wire.close();
    }

    /** Never rings. */
    private static final class NoTimer implements CommonTimer {
        @Override
        public void schedule(TimerTask task, long delay) {}

        @Override
        public void schedule(TimerTask task, Date firstTime, long period) {}

        @Override
        public void schedule(TimerTask task, long delay, long period) {}

        @Override
        public void cancel() {}
    }
}
