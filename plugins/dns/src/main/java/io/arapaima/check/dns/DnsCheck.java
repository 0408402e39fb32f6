package io.arapaima.check.dns;

import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/**
 * Asks a DNS server one question. Over UDP it asks up to three times, and passes over datagrams that do not answer: anybody
 * can forge one. An answer that did not fit into a datagram is asked for again over TCP.
 */
@Extension
public final class DnsCheck implements RoutedCheck {
    private static final int MOST_BYTES = 4096;

    /** Creates the check; PF4J calls this. */
    public DnsCheck() {}

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public String sentence() {
        return "Passes when a DNS server answers a question with the expected code, flags and records.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("name", OptionSpec.Type.TEXT,
                        "The name to ask for; an address stands for its name when the type is PTR.").withDefault("."),
                OptionSpec.of("type", OptionSpec.Type.TEXT,
                        "The type of record to ask for, by its name or as TYPE65 by its number.").withDefault("SOA"),
                OptionSpec.choice("class", "The class to ask in: the Internet, or CHAOS, which knows version.bind.",
                        "IN", "CH"),
                OptionSpec.choice("transport",
                        "How to ask: auto does as the virtual service, and goes over to TCP when the answer is truncated.",
                        "auto", "udp", "tcp"),
                OptionSpec.of("recurse", OptionSpec.Type.BOOLEAN, "Whether the server is asked to ask others.")
                        .withDefault("1"),
                OptionSpec.of("dnssec", OptionSpec.Type.BOOLEAN, "Whether signatures are asked for (EDNS, bit DO).")
                        .withDefault("0"),
                OptionSpec.choice("rcode", "The response code that passes; ANY stands for whichever.", "NOERROR",
                        "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "ANY"),
                OptionSpec.of("flags", OptionSpec.Type.TEXT,
                        "Flags that must be set in the answer, of aa (authoritative), ad (authenticated by DNSSEC) and "
                                + "ra (recursion available), separated by blanks or commas.")
                        .withExample("aa"),
                OptionSpec.of("min-answers", OptionSpec.Type.INTEGER,
                        "How many records of that type an answer with NOERROR must have at least; an alias (CNAME) to them is none.")
                        .withDefault("1")
                        .between(0, 1000, ""),
                OptionSpec.of("answer", OptionSpec.Type.REGEX,
                        "A regular expression that must be found in the data of one record, as dig +short writes it."));
    }

    @Override
    public List<OptionRule> rules() {
        return List.of(
                OptionRule.form("type", RecordType.FORM,
                        "must be the name of a type, such as A, AAAA or SOA, or a number such as TYPE65"),
                OptionRule.form("flags",
                        "(?i)[,\\s]*(?:(?:" + String.join("|", Answer.flagNames()) + ")(?:[,\\s]+|$))*",
                        "must be flags of " + Answer.flagNames()),
                OptionRule.form("name", "(?=.{0,254}$)(?:\\.?|(?:[^.]{1,63}\\.){0,126}[^.]{1,63}\\.?)",
                        "must have parts of 1 to 63 characters between the dots, and at most 254 in all"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        Wanted wanted = Wanted.of(target.options());
        Question question = Question.of(target.options(), wanted.flags());
        Timed timed = switch (target.options().text("transport")) {
            case "tcp" -> overTcp(target, deadline, question);
            case "udp" -> overUdp(target, deadline, question);
            default -> auto(target, deadline, question);
        };
        if (timed.answer.truncated()) {
            throw new FailedException(Reason.CONTENT, "the answer is truncated; set dns_transport = auto or tcp");
        }
        wanted.judge(timed.answer, deadline);
        return new Passed(timed.latency, timed.answer.codeName() + ", " + Wanted.shown(timed.answer));
    }

    private record Timed(Answer answer, Duration latency) {}

    private static Timed auto(Target target, Deadline deadline, Question question) throws IOException {
        return switch (target.transport()) {
            case TCP -> overTcp(target, deadline, question);
            case UDP -> {
                Timed timed = overUdp(target, deadline, question);
                yield timed.answer.truncated() ? overTcp(target, deadline, question) : timed;
            }
            case SCTP -> throw new UndecidedException("dns speaks UDP and TCP, not SCTP; set dns_transport");
        };
    }

    private static Timed overUdp(Target target, Deadline deadline, Question question) throws IOException {
        try (var socket = CheckDatagrams.connect(target, deadline, MOST_BYTES)) {
            byte[] message = socket.ask(question.message(), datagram -> Answer.answers(datagram, question));
            return new Timed(Answer.read(message), socket.elapsed());
        }
    }

    /** Two bytes of length precede each message (RFC 1035, section 4.2.2). */
    private static Timed overTcp(Target target, Deadline deadline, Question question) throws IOException {
        byte[] bytes = question.message();
        try (var connection = CheckSocket.connect(target, deadline)) {
            connection.send(ByteBuffer.allocate(2 + bytes.length).putShort((short) bytes.length).put(bytes).array());
            int length = ByteBuffer.wrap(connection.readBytes(2)).getShort() & 0xffff;
            byte[] header = connection.readBytes(Math.min(length, Answer.HEADER));
            if (!Answer.headerAnswers(header, question)) {
                throw new ProtocolException("the answer is no DNS message with our number");
            }
            byte[] rest = connection.readBytes(length - header.length);
            byte[] message = ByteBuffer.allocate(length).put(header).put(rest).array();
            if (!Answer.answers(message, question)) {
                throw new ProtocolException("the answer is to another question");
            }
            return new Timed(Answer.read(message), connection.elapsed());
        }
    }
}
