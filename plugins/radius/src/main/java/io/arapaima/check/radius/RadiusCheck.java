package io.arapaima.check.radius;

import io.arapaima.check.CheckDatagrams;
import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Passed;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.Quoted;
import io.arapaima.check.RoutedCheck;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** Asks a RADIUS server about a user, or only whether it is there. */
@Extension
public final class RadiusCheck implements RoutedCheck {
    private static final int MOST_BYTES = 4096;
    private static final int LONGEST_WORD = 128;

    /** Creates the check; PF4J calls this. */
    public RadiusCheck() {}

    @Override
    public String name() {
        return "radius";
    }

    @Override
    public String sentence() {
        return "Passes when a RADIUS server judges a user as expected, or without a user tells that it is there.";
    }

    @Override
    public List<OptionSpec> options() {
        return List.of(
                OptionSpec.of("secret", OptionSpec.Type.TEXT,
                        "The secret that the server shares with this director, or @ and the file it stands in."),
                OptionSpec.of("user", OptionSpec.Type.TEXT,
                        "User to ask about; unset means to ask for the server's own state (Status-Server)."),
                OptionSpec.of("password", OptionSpec.Type.TEXT,
                        "Password of the user, or @ and the file it stands in."),
                OptionSpec.choice("expect",
                        "The answer about the user that passes; any shows that the server judges at all. Without a user "
                                + "every answer does, that of an accounting port too.",
                        "accept", "reject", "any"),
                OptionSpec.of("nas-identifier", OptionSpec.Type.TEXT, "As whom to ask.").withDefault("arapaima"));
    }

    @Override
    public List<OptionRule> rules() {
        return OptionRule.all(OptionRule.together("user", "password"),
                OptionRule.required("secret", "there is no secret to sign with; set radius_secret"),
                OptionRule.clash("expect", "user", "reject\\n",
                        "option expect is reject without a user to ask about; set radius_user and radius_password"),
                OptionRule.form("user", ".{0," + LONGEST_WORD + "}",
                        "must have at most " + LONGEST_WORD + " characters"),
                OptionRule.form("nas-identifier", ".{0," + LONGEST_WORD + "}",
                        "must have at most " + LONGEST_WORD + " characters"));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        RadiusPacket request = request(target.options());
        byte[] bytes = request.signed();
        try (var socket = CheckDatagrams.connect(target, deadline, MOST_BYTES)) {
            byte[] answer;
            try {
                answer = socket.ask(bytes, request::isAnsweredBy);
            } catch (SocketTimeoutException e) {
                throw (SocketTimeoutException) new SocketTimeoutException(e.getMessage()
                        + "; a server is silent too when the secret is wrong or this director is no client of it")
                        .initCause(e);
            }
            var passed = new Passed(socket.elapsed(), name(answer[0]));
            if (target.options().find("user").isPresent()) {
                judge(answer, target.options().text("expect"));
            }
            return passed;
        }
    }

    private static RadiusPacket request(Options options) throws IOException {
        Optional<String> secret = options.secret("secret").filter(word -> !word.isEmpty());
        Optional<String> user = options.find("user");
        Optional<String> password = options.secret("password");
        if (secret.isEmpty()) {
            throw new UndecidedException("there is no secret to sign with; set radius_secret");
        }
        for (String each : List.of(user.orElse(""), password.orElse(""), options.text("nas-identifier"))) {
            if (each.length() > LONGEST_WORD) {
                throw new UndecidedException("user, password or nas-identifier has " + each.length()
                        + " characters; at most " + LONGEST_WORD + " are sent");
            }
        }
        var packet = new RadiusPacket(user.isPresent() ? RadiusPacket.ACCESS_REQUEST : RadiusPacket.STATUS_SERVER,
                secret.get());
        if (user.isPresent()) {
            packet.add(RadiusPacket.USER_NAME, user.get());
            packet.addPassword(password.orElse(""));
        }
        packet.add(RadiusPacket.NAS_IDENTIFIER, options.text("nas-identifier"));
        return packet;
    }

    private static void judge(byte[] answer, String wanted) throws FailedException {
        int code = answer[0];
        boolean good = switch (wanted) {
            case "accept" -> code == RadiusPacket.ACCEPT;
            case "reject" -> code == RadiusPacket.REJECT;
            default -> code == RadiusPacket.ACCEPT || code == RadiusPacket.REJECT || code == RadiusPacket.CHALLENGE;
        };
        if (!good) {
            String words = RadiusPacket.words(answer);
            throw new FailedException(Reason.CONTENT, "expected " + wanted + ", got " + name(code)
                    + (words.isEmpty() ? "" : " with the words " + Quoted.of(words)));
        }
    }

    private static String name(int code) {
        return switch (code) {
            case RadiusPacket.ACCEPT -> "Access-Accept";
            case RadiusPacket.REJECT -> "Access-Reject";
            case RadiusPacket.ACCOUNTING -> "Accounting-Response";
            case RadiusPacket.CHALLENGE -> "Access-Challenge";
            default -> "code " + code;
        };
    }
}
