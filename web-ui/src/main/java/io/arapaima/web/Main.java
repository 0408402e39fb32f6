package io.arapaima.web;

import io.arapaima.daemon.ProgramOptions;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.PrintableStream;
import io.arapaima.daemon.Signals;
import io.arapaima.daemon.Version;
import io.arapaima.web.jetty.Certificate;
import io.arapaima.web.jetty.WebServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;

/** {@code web-ui}. Exit codes: 0 ended as it was told, 1 wrong wish, 2 wrong usage, 3 the machine lacks something. */
public final class Main {
    private static final System.Logger LOG = System.getLogger("web");
    private static final Duration HEADER_TIME = Duration.ofSeconds(15);
    private static final Duration RHYTHM = Duration.ofSeconds(2);

    private Main() {}

    /**
     * Serves until SIGTERM or SIGINT, or runs one command.
     *
     * @param words the command line, see {@code --help}
     */
    public static void main(String[] words) {
        PrintableStream.guardOutput();
        Arguments arguments;
        try {
            ProgramOptions.Given given = Arguments.read(List.of(words));
            OptionalInt answered = Arguments.OPTIONS.answer(given, System.out);
            if (answered.isPresent()) {
                System.exit(answered.getAsInt());
                return;
            }
            arguments = Arguments.of(given, System.getenv());
        } catch (IllegalArgumentException e) {
            System.exit(Arguments.OPTIONS.refuse(e, System.err));
            return;
        }
        try {
            run(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("web-ui: " + e.getMessage());
            System.exit(ErrorKind.OPERATOR.exitCode());
        } catch (IOException e) {
            System.err.println("web-ui: " + e.getMessage());
            System.exit(ErrorKind.ENVIRONMENT.exitCode());
        }
    }

    private static void run(Arguments arguments) throws IOException {
        var commands = new Commands(arguments, System.out);
        switch (arguments.command()) {
            case PASSWD -> commands.passwd(System.console(),
                    new BufferedReader(new InputStreamReader(System.in, System.out.charset())));
            case CODE -> commands.code();
            case CERTIFICATE -> commands.certificate();
            case SERVE -> serve(arguments);
        }
    }

    private static void serve(Arguments arguments) throws IOException {
        var up = new CompletableFuture<Site>();
        Signals.ending("web", () -> up.isDone() && up.join().stop(), System::exit);
        if (arguments.certificate().isEmpty() && Certificate.makeWhereMissing(arguments.certificateFile())) {
            LOG.log(System.Logger.Level.INFO,
                    "made a certificate of this machine''s own, {0}; browsers warn of it until a "
                            + "site puts its own there",
                    arguments.certificateFile());
        }
        var site = new Site(new Site.Setup(arguments.runDir(), arguments.stateDir(), RHYTHM,
                new WebServer.Setup(arguments.listen(), arguments.certificateFile(), HEADER_TIME)));
        up.complete(site);
        LOG.log(System.Logger.Level.INFO, "web-ui {0} serves https on port {1}", Version.TEXT,
                Integer.toString(site.port()));
        if (site.users().read().users().isEmpty()) {
            LOG.log(System.Logger.Level.INFO,
                    "nobody can sign in yet; write on this machine: arapaima web-ui code, or arapaima piranha-passwd");
        }
        park();
    }

    /** The server's threads do not keep the process alive. */
    private static void park() {
        try {
            new CompletableFuture<Void>().get();
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            Thread.currentThread().interrupt();
        }
    }
}
