package io.arapaima.lvsctl;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.PrintableStream;
import io.arapaima.daemon.Version;
import io.arapaima.lvsctl.manual.Completion;
import io.arapaima.lvsctl.manual.KnownWords;
import io.arapaima.lvsctl.manual.Manual;
import io.arapaima.lvsctl.rehearsal.Rehearsal;
import io.arapaima.lvsctl.setup.SetupCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code lvsctl}. Exit codes: 0 done, 1 the operator's wish cannot be fulfilled, 2 wrong usage, 3 the machine lacks something, 4 defect. */
@Command(name = "lvsctl", description = "Judges lvs.cf files and talks to a running director.", mixinStandardHelpOptions = true, versionProvider = Main.Provider.class)
public final class Main {
    /** Each by its name, in the order of the help. */
    static final List<Map.Entry<String, Class<?>>> COMMANDS = List.of(
            Map.entry("setup", SetupCommand.class), Map.entry("check", CheckCommand.class),
            Map.entry("doctor", DoctorCommand.class),
            Map.entry("status", StatusCommand.class),
            Map.entry("table", TableCommand.class),
            Map.entry("stats", StatsCommand.class),
            Map.entry("zero", ZeroCommand.class),
            Map.entry("audit", AuditCommand.class),
            Map.entry("why", WhyCommand.class),
            Map.entry("events", EventsCommand.class),
            Map.entry("keywords", KeywordsCommand.class),
            Map.entry("plugins", PluginsCommand.class),
            Map.entry("probe", ProbeCommand.class),
            Map.entry("reload", ReloadCommand.class),
            Map.entry("apply", ApplyCommand.class),
            Map.entry("confirm", ConfirmCommand.class),
            Map.entry("revisions", RevisionsCommand.class),
            Map.entry("diff", DiffCommand.class),
            Map.entry("rollback", RollbackCommand.class),
            Map.entry("push", PushCommand.class),
            Map.entry("pulse", PulseCommand.class),
            Map.entry("switch-over", SwitchOverCommand.class),
            Map.entry("maintenance", MaintenanceCommand.class),
            Map.entry("fence", FenceCommand.class),
            Map.entry("mail", MailCommand.class),
            Map.entry("quiesce", OperateCommand.Quiesce.class),
            Map.entry("force-down", OperateCommand.ForceDown.class),
            Map.entry("force-up", OperateCommand.ForceUp.class),
            Map.entry("auto", OperateCommand.Auto.class));

    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments command and options
     */
    public static void main(String[] arguments) {
        PrintableStream.guardOutput();
        System.exit(machines(List.of(arguments)).orElseGet(() -> run(arguments)));
    }

    /** What packages and shells ask, and no help lists. */
    private static OptionalInt machines(List<String> words) {
        try {
            return switch (words.isEmpty() ? "" : words.getFirst()) {
                // The start-up cache is made of what this loads.
                case "--rehearse" -> OptionalInt.of(new Rehearsal(Main::run).play() == 0
                        ? 0
                        : ErrorKind.DEFECT.exitCode());
                case "--complete" -> {
                    candidates(words.subList(1, words.size())).forEach(System.out::println);
                    yield OptionalInt.of(0);
                }
                case "--manual" -> {
                    new Manual(commandLine(), JudgingChecks.installed()).write(Path.of(words.getLast()));
                    yield OptionalInt.of(0);
                }
                default -> OptionalInt.empty();
            };
        } catch (IOException e) {
            System.err.println("lvsctl: " + e.getMessage());
            return OptionalInt.of(ErrorKind.ENVIRONMENT.exitCode());
        }
    }

    static List<String> candidates(List<String> words) {
        Map<String, String> commands = new LinkedHashMap<>();
        COMMANDS.forEach(command -> commands.put(command.getKey(),
                command.getValue().getAnnotation(Command.class).description()[0]));
        Path runDir = Path.of(System.getenv().getOrDefault("ARAPAIMA_RUN_DIR", "/run/arapaima"));
        return new Completion(commands, commandLine(words.toArray(String[]::new)),
                new KnownWords(runDir, Main::catalogue)).candidates(words);
    }

    private static CheckCatalogue catalogue() {
        try {
            return JudgingChecks.installed();
        } catch (IOException e) {
            return CheckCatalogue.UNKNOWN;
        }
    }

    private static int run(String... arguments) {
        return commandLine(arguments).execute(arguments);
    }

    /** With every command. */
    static CommandLine commandLine() {
        return commandLine(new String[0]);
    }

    /** With the command that the first word names alone, where it names one: picocli needs its time for each. */
    static CommandLine commandLine(String[] arguments) {
        CommandLine line = new CommandLine(new Main());
        String first = arguments.length == 0 ? "" : arguments[0];
        Predicate<String> named = switch (first) {
            case "-V", "--version" -> _ -> false;
            case "setup" -> List.of("setup", "doctor")::contains; // it ends with the doctor
            default ->
                COMMANDS.stream().anyMatch(command -> command.getKey().equals(first)) ? first::equals : _ -> true;
        };
        COMMANDS.stream().filter(command -> named.test(command.getKey()))
                .forEach(command -> line.addSubcommand(command.getKey(), command.getValue()));
        return line.setExecutionExceptionHandler(Main::failed)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(new PrintWriter(System.out, true, System.out.charset()))
                .setErr(new PrintWriter(System.err, true, System.err.charset()));
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof IOException) {
            err.println("lvsctl: " + e.getMessage());
            return ErrorKind.ENVIRONMENT.exitCode();
        }
        err.println("lvsctl: a defect, please report it with these lines:");
        e.printStackTrace(err);
        return ErrorKind.DEFECT.exitCode();
    }

    /** Says the version. */
    static final class Provider implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{"lvsctl " + Version.TEXT + " (Arapaima)"};
        }
    }
}
