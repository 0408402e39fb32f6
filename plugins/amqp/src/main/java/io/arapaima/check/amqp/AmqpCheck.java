package io.arapaima.check.amqp;

import io.arapaima.check.CheckResult;
import io.arapaima.check.CheckResult.Notice;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.CheckSession;
import io.arapaima.check.CheckTls;
import io.arapaima.check.Deadline;
import io.arapaima.check.FailedException;
import io.arapaima.check.Metric;
import io.arapaima.check.OptionRule;
import io.arapaima.check.OptionSpec;
import io.arapaima.check.Options;
import io.arapaima.check.ProtocolCheck;
import io.arapaima.check.Quoted;
import io.arapaima.check.Target;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.StringTokenizer;
import java.util.regex.Pattern;
import org.pf4j.Extension;

/** Greets a broker, logs in where a user is set, looks at a queue where one is named, and goes. */
@Extension
public final class AmqpCheck extends ProtocolCheck {
    private static final int PASSIVE = 1;
    private static final int CHANNEL = 1;
    private static final int RESOURCE_LOCKED = 405;
    private static final int NOT_ALLOWED = 530;
    private static final Pattern NO_RIGHTS = Pattern.compile("access to vhost '.*' refused for user '[^']*'$");

    /** Creates the check; PF4J calls this. */
    public AmqpCheck() {
        super("amqp", "Passes when an AMQP 0-9-1 broker such as RabbitMQ greets, lets a client in, and has a queue.",
                CheckTls.options("none is sent",
                        OptionSpec.of("user", OptionSpec.Type.TEXT,
                                "User to log in as; when unset, the broker's greeting is enough."),
                        OptionSpec.of("password", OptionSpec.Type.TEXT,
                                "Password of the user, or @ and the file it stands in; needs user."),
                        OptionSpec.of("vhost", OptionSpec.Type.TEXT, "Virtual host to open.").withDefault("/"),
                        OptionSpec.of("queue", OptionSpec.Type.TEXT, "Queue that must exist; needs user."),
                        OptionSpec.of("max-messages", OptionSpec.Type.INTEGER,
                                "Fails when more messages wait in the queue; needs queue.")
                                .between(0, 2_000_000_000, ""),
                        OptionSpec.of("min-consumers", OptionSpec.Type.INTEGER,
                                "Fails when fewer consumers are at the queue; needs queue.").between(1, 1_000_000, ""),
                        OptionSpec.of("tls", OptionSpec.Type.BOOLEAN, "Whether to speak TLS from the first byte.")
                                .withDefault("0")),
                CheckTls.rules(OptionRule.needs("password", "user"),
                        OptionRule.needs("queue", "user"),
                        OptionRule.needs("max-messages", "queue"),
                        OptionRule.needs("min-consumers", "queue")));
    }

    @Override
    public CheckResult probe(Target target, Deadline deadline) throws IOException {
        Options options = target.options();
        Payload login = login(options.find("user").orElse(""), options.secret("password").orElse(""));
        Payload open = new Payload().shortText("vhost", options.text("vhost")).shortText("reserved", "").octet(0);
        try (var session = CheckSession.open(target, deadline)) {
            var broker = new Broker(session.connection());
            broker.greet();
            String seen = greeted(broker.expect(Method.START), options.find("user").isPresent());
            if (options.find("user").isEmpty()) {
                return session.passed(seen);
            }
            broker.send(0, Method.START_OK, login);
            Broker.Fields limits = broker.expect(Method.TUNE);
            // The broker's own limits, and no heartbeats: the connection is over long before.
            broker.send(0, Method.TUNE_OK,
                    new Payload().number16(limits.number16()).number32(limits.number32()).number16(0));
            broker.send(0, Method.OPEN, open);
            if (broker.hear(Method.OPEN_OK) instanceof Broker.Closing closing) {
                return withoutHost(closing, options, session);
            }
            if (options.find("queue").isPresent()) {
                queue(broker, options).forEach(session::add);
            }
            var passed = session.passed("logged in");
            broker.close();
            return passed;
        }
    }

    /** The capability lets the broker say why it refuses, where it would just close otherwise. */
    private static Payload login(String user, String password) throws UndecidedException {
        byte[] capability = new Payload().shortText("name", "authentication_failure_close").octet('t').octet(1).bytes();
        var properties = new Payload().shortText("name", "capabilities").octet('F').number32(capability.length);
        var all = new Payload().number32(properties.bytes().length + capability.length);
        for (byte[] part : List.of(properties.bytes(), capability)) {
            for (byte each : part) {
                all.octet(each);
            }
        }
        return all.shortText("mechanism", "PLAIN").longText("user", "\0" + user + "\0" + password)
                .shortText("locale", "en_US");
    }

    private static String greeted(Broker.Fields start, boolean login) throws IOException {
        String version = start.number8() + "." + start.number8();
        start.table();
        String mechanisms = start.longText();
        boolean plain = Collections.list(new StringTokenizer(mechanisms)).contains("PLAIN");
        if (login && !plain) {
            throw new FailedException(Reason.CONTENT,
                    "expected a login with PLAIN, but the broker offers " + Quoted.of(mechanisms));
        }
        return "greeted with AMQP " + version;
    }

    /** The login was right, and the broker works; what the user lacks are rights at the virtual host. */
    private static CheckResult withoutHost(Broker.Closing closing, Options options, CheckSession session)
            throws IOException {
        if (closing.code() != NOT_ALLOWED || !NO_RIGHTS.matcher(closing.words()).find()) {
            throw closing.instead(Method.OPEN_OK);
        }
        String words = "the login is right, but the user has no rights at the virtual host: " + closing.words();
        if (options.find("queue").isPresent()) {
            throw new UndecidedException(words);
        }
        return session.passed(words, new Notice("login of " + options.text("user"), words));
    }

    /** A queue that somebody has for himself alone is there, but tells nothing. */
    private static List<Metric> locked(Broker.Closing closing, String name, Options options) throws IOException {
        if (closing.code() != RESOURCE_LOCKED) {
            throw closing.instead(Method.QUEUE_DECLARE_OK);
        }
        if (options.find("max-messages").isPresent() || options.find("min-consumers").isPresent()) {
            throw new UndecidedException(
                    "queue " + Quoted.of(name) + " belongs to one client alone, so nobody else is told "
                            + "how many messages and consumers it has; remove max-messages and min-consumers");
        }
        return List.of();
    }

    private static List<Metric> queue(Broker broker, Options options) throws IOException {
        String name = options.text("queue");
        broker.send(CHANNEL, Method.CHANNEL_OPEN, new Payload().shortText("reserved", ""));
        var _ = broker.expect(Method.CHANNEL_OPEN_OK);
        broker.send(CHANNEL, Method.QUEUE_DECLARE,
                new Payload().number16(0).shortText("queue", name).octet(PASSIVE).number32(0));
        Broker.Fields found;
        switch (broker.hear(Method.QUEUE_DECLARE_OK)) {
            case Broker.Fields fields -> found = fields;
            case Broker.Closing closing -> {
                return locked(closing, name, options);
            }
        }
        var _ = found.shortText();
        long messages = found.number32() & 0xffffffffL;
        long consumers = found.number32() & 0xffffffffL;
        long most = options.find("max-messages").map(Long::valueOf).orElse(Long.MAX_VALUE);
        long fewest = options.find("min-consumers").map(Long::valueOf).orElse(0L);
        if (messages > most || consumers < fewest) {
            throw new FailedException(Reason.CONTENT, "queue " + Quoted.of(name) + " has " + messages
                    + " messages and " + consumers + " consumers; expected "
                    + (messages > most ? "at most " + most + " messages" : "at least " + fewest + " consumers"));
        }
        return List.of(new Metric("messages", messages, ""), new Metric("consumers", consumers, ""));
    }
}
