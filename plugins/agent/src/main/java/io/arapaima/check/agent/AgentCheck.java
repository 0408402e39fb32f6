package io.arapaima.check.agent;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.Escapes;
import io.arapaima.check.FailureWords;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/** A connection, perhaps a line to the agent, and the agent's one line. */
@Extension
public final class AgentCheck implements RoutedCheck {
    /** All words of the protocol and a reason have room in it. */
    private static final int LONGEST_LINE = 1024;

    /** Creates the check; PF4J calls this. */
    public AgentCheck() {}

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public String sentence() {
        return "Asks an agent as HAProxy's agent-check does: its percentage, drain and maint move the weight, down fails.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("port", OptionSpec.Type.INTEGER, "Port of the agent; the port of the check when unset.")
                        .between(1, 65535, ""),
                OptionSpec.of("send", OptionSpec.Type.TEXT,
                        "Text to send first, with the escapes \\\\ \\r \\n \\t \\' and \\\"; nothing when unset."),
                OptionSpec.choice("unreachable",
                        "What it means that no agent answers; pass leaves the weight as it was, as HAProxy does.",
                        "fail", "pass", "inconclusive"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        String send = Escapes.translated(options.find("send").orElse(""));
        if (send.length() > CheckSocket.REQUEST_LIMIT) {
            throw new UndecidedException("option send is " + send.length() + " characters long; at most "
                    + CheckSocket.REQUEST_LIMIT + " can be sent");
        }
        int port = options.find("port").map(Integer::valueOf).orElse(target.port());
        var agent = new Target(target.address(), port, target.transport(), target.connectTimeout(), options);
        try (var connection = CheckSocket.connect(agent, deadline)) {
            connection.send(send);
            return AgentLine.of(lineOf(connection)).result(connection.elapsed());
        } catch (UndecidedException e) {
            throw e;
        } catch (IOException e) {
            return unanswered(e, options.text("unreachable"));
        }
    }

    private static CheckResult unanswered(IOException error, String meaning) throws IOException {
        String text = "no agent answers: " + FailureWords.of(error);
        return switch (meaning) {
            case "pass" -> new Passed(Duration.ZERO, text);
            case "inconclusive" -> throw new UndecidedException(text + "; see to the agent");
            default -> throw error;
        };
    }

    /** To the first CR or LF; a line that the agent breaks off is none. */
    private static String lineOf(CheckSocket connection) throws IOException {
        var line = new StringBuilder();
        for (int next = connection.in().read(); next != '\r' && next != '\n'; next = connection.in().read()) {
            if (next < 0) {
                throw new EOFException("the agent closed after " + Quoted.of(line) + ", in the middle of a line");
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException(
                        "a line longer than " + LONGEST_LINE + " characters, which begins " + Quoted.of(line));
            }
            line.append((char) next);
        }
        return line.toString();
    }
}
