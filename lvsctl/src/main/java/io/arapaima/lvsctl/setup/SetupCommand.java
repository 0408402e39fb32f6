package io.arapaima.lvsctl.setup;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.Nearest;
import io.arapaima.config.ReadResult;
import io.arapaima.daemon.ConfigPlace;
import io.arapaima.daemon.ErrorKind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code lvsctl setup}: asks what a first lvs.cf needs, writes it and what the other director wants, and looks at this machine. */
@Command(name = "setup", mixinStandardHelpOptions = true, description = "Makes a first lvs.cf from a few answers, the heartbeat's key and the other director's copies, and examines this machine.")
public final class SetupCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--answers", paramLabel = "FILE", description = "Lines KEY = VALUE in place of questions; --questions lists the keys.")
    private Optional<Path> answers = Optional.empty();

    @Option(names = "--questions", description = "Print every key with its question, as a file of answers, and end.")
    private boolean listing;

    @Option(names = "--take", paramLabel = "DIR", description = "On the other director: takes the files that the first one has written for it.")
    private Optional<Path> take = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "The file to write (default: " + ConfigPlace.PIRANHA
            + ").")
    private Path config = Path.of(ConfigPlace.PIRANHA);

    @Option(names = "--key", paramLabel = "FILE", description = "The heartbeat's key (default: /etc/arapaima/heartbeat.key).")
    private Path key = Path.of("/etc/arapaima/heartbeat.key");

    @Option(names = "--partner-copy", paramLabel = "DIR", description = "Folder for what the other director is to have (default: /root/arapaima-partner).")
    private Path partner = Path.of("/root/arapaima-partner");

    @Option(names = "--force", description = "Also where there is an lvs.cf already; it is kept as lvs.cf.before-setup.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        SetupFiles files = new SetupFiles(config, key, partner);
        if (listing) {
            return list();
        }
        if (Files.exists(config) && !force) {
            return refuse(config + " is there already; --force replaces it and keeps the old one as "
                    + config.getFileName() + ".before-setup", ErrorKind.OPERATOR);
        }
        try {
            if (take.isPresent()) {
                files.take(take.get());
                say(config + " and " + key + " are here now");
                return examined();
            }
            return make(files);
        } catch (AccessDeniedException e) {
            return refuse("cannot write " + e.getMessage() + "; setup is root's: run it with sudo",
                    ErrorKind.ENVIRONMENT);
        } catch (NoSuchFileException e) {
            return refuse(e.getMessage() + " is not there", ErrorKind.OPERATOR);
        } catch (IllegalArgumentException e) {
            return refuse(String.valueOf(e.getMessage()), ErrorKind.OPERATOR);
        }
    }

    private int list() throws IOException {
        Interview interview = new Interview(Surroundings.here());
        interview.hold((question, offered) -> {
            say("# " + question.words() + ": " + question.kind().words());
            say(question.key() + " = " + offered.orElse(""));
            return question.kind().sample();
        }, _ -> false);
        return 0;
    }

    private int make(SetupFiles files) throws IOException {
        Interview interview = new Interview(Surroundings.here());
        Map<String, String> given = answers.isPresent() ? read(interview, answers.get()) : ask(interview);
        String text = Draft.of(given, key.toString());
        ReadResult judged = LvsConfReader.check(text, CheckCatalogue.UNKNOWN, HostResolver.system());
        if (!judged.errors().isEmpty()) {
            judged.errors().forEach(problem -> say("  " + problem));
            return refuse("these answers make no lvs.cf that can be used; nothing was written", ErrorKind.OPERATOR);
        }
        files.writeConfig(text);
        say(config + " is written");
        if (!given.getOrDefault("partner", "").isEmpty()) {
            say(key + (files.writeKey() ? " is written" : " was there and stays"));
            files.writePartner();
            String to = "root@" + given.get("partner");
            say("The other director's copies are in " + partner + ". Bring them there, and take them into use:");
            say("  scp -r " + partner + " " + to + ":/root/ && ssh " + to + " lvsctl setup --take /root/"
                    + partner.getFileName());
            say("  then remove both folders: the key is in them");
        }
        return examined();
    }

    private Map<String, String> read(Interview interview, Path file) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            int equals = text.indexOf('=');
            String name = (equals < 0 ? text : text.substring(0, equals)).strip();
            if (equals < 0 || !interview.keys().contains(name)) {
                throw new IllegalArgumentException(file + ": " + name + " is no question of setup"
                        + Nearest.to(name, interview.keys()).map(near -> "; is " + near + " meant?").orElse(""));
            }
            lines.put(name, text.substring(equals + 1).strip());
        }
        return interview.hold((question, _) -> lines.getOrDefault(question.key(), ""), _ -> false);
    }

    private Map<String, String> ask(Interview interview) {
        var in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        PrintWriter out = spec.commandLine().getOut();
        return interview.hold((question, offered) -> {
            out.print(question.words() + offered.filter(text -> !text.isEmpty()).map(text -> " [" + text + "]")
                    .orElse("") + ": ");
            out.flush();
            try {
                String line = in.readLine();
                if (line == null) {
                    throw new IllegalArgumentException("the answers ended; nothing was written");
                }
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, fault -> {
            say("  " + fault);
            return true;
        });
    }

    /** The doctor's own command, with its own exit code. */
    private int examined() {
        CommandLine doctor = spec.root().commandLine().getSubcommands().get("doctor");
        int code = doctor == null ? 0 : doctor.execute(config.toString());
        say(code == 0
                ? "Ready. Next: systemctl enable --now pulse, or service pulse start; then lvsctl status"
                : "lvs.cf is written; mend what the doctor says (lvsctl doctor --fix does where it is safe), then start pulse");
        return code;
    }

    private void say(String words) {
        spec.commandLine().getOut().println(words);
    }

    private int refuse(String sentence, ErrorKind kind) {
        sentence.lines().forEach(line -> spec.commandLine().getErr().println("lvsctl: " + line));
        return kind.exitCode();
    }
}
