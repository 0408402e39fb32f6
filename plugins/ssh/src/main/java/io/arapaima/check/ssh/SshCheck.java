package io.arapaima.check.ssh;

import io.arapaima.check.AnswerPattern;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSocket;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Quoted;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/**
 * Reads the line by which an SSH server tells version and software, and says who asked. The keys are not exchanged, so
 * nothing is logged about a failed login.
 */
@Extension
public final class SshCheck implements RoutedCheck {
    /** RFC 4253, section 4.2: at most 255 characters, line end included; other lines may come before. */
    private static final int LONGEST_LINE = 255;
    private static final int MOST_LINES_BEFORE = 50;

    /** Creates the check; PF4J calls this. */
    public SshCheck() {}

    @Override
    public String name() {
        return "ssh";
    }

    @Override
    public String sentence() {
        return "Passes when an SSH server of version 2 tells who it is.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(OptionSpec.of("banner", OptionSpec.Type.REGEX,
                "A regular expression that must be found in its line, for example OpenSSH_9."));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException, InterruptedException {
        Optional<AnswerPattern> wanted = target.options().find("banner").map(Pattern::compile).map(AnswerPattern::of);
        try (var connection = CheckSocket.connect(target, deadline)) {
            String banner = banner(connection);
            var passed = new Passed(connection.elapsed(), banner);
            if (!banner.startsWith("SSH-2.0-") && !banner.startsWith("SSH-1.99-")) {
                throw new FailedException(Reason.CONTENT, "expected SSH version 2, got " + Quoted.of(banner));
            }
            if (wanted.isPresent() && !wanted.get().foundIn(banner, deadline)) {
                throw new FailedException(Reason.CONTENT,
                        "expected a banner that matches \"" + wanted.get() + "\", got " + Quoted.of(banner));
            }
            connection.send("SSH-2.0-Arapaima\r\n");
            return passed;
        }
    }

    /** What it said last before it closed is why: OpenSSH's MaxStartups refuses everybody, its penalties one address. */
    private static String lineAfter(String before, CheckSocket connection) throws IOException {
        try {
            return connection.readLine(LONGEST_LINE);
        } catch (EOFException _) {
            if (before.startsWith("Not allowed at this time")) {
                throw new UndecidedException(
                        "the server penalises this director for its unfinished logins; name its address "
                                + "in PerSourcePenaltyExemptList of sshd_config (" + Quoted.of(before) + ")");
            }
            throw new FailedException(Reason.CLOSED, "the server says " + Quoted.of(before) + " and closes");
        }
    }

    private static String banner(CheckSocket connection) throws IOException {
        String line = connection.readLine(LONGEST_LINE);
        for (int i = 0; i < MOST_LINES_BEFORE && !line.startsWith("SSH-"); i++) {
            if (!line.chars().allMatch(c -> c >= ' ' || c == '\t')) {
                break;
            }
            line = lineAfter(line, connection);
        }
        if (!line.startsWith("SSH-")) {
            throw new ProtocolException("expected a line that begins with SSH-, got " + Quoted.of(line));
        }
        return line;
    }
}
