package io.arapaima.lvsctl;

import io.arapaima.config.CheckCatalogue;
import io.arapaima.config.EffectiveValues;
import io.arapaima.config.HostResolver;
import io.arapaima.config.LvsConfFile;
import io.arapaima.config.LvsConfReader;
import io.arapaima.config.Problem;
import io.arapaima.config.ReadResult;
import io.arapaima.config.Severity;
import io.arapaima.daemon.ErrorKind;
import io.arapaima.doctor.MachineWarnings;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lvsctl check}: says everything that is wrong with files; needs no running director, and asks it for its checks if there is one. */
@Command(name = "check", mixinStandardHelpOptions = true, description = "Says everything that is wrong with lvs.cf files, by the checks of the running director, else by those in this installation's plugins folders. Exit code 1 when a file has errors.")
public final class CheckCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call()
    private CommandSpec spec;

    @Option(names = "--json", description = "One JSON object a line for each file, with the effective configuration.")
    private boolean json;

    @Mixin
    private final HubOptions hub = new HubOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files to judge.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws IOException {
        JudgingChecks checks = JudgingChecks.of(hub);
        boolean good = true;
        for (Path file : files) {
            good &= json ? printJson(file, checks.catalogue()) : print(file, checks.catalogue());
        }
        if (!good && !json) {
            spec.commandLine().getOut()
                    .println("check names and their options were judged by " + checks.source());
        }
        return good ? 0 : ErrorKind.OPERATOR.exitCode();
    }

    private static ReadResult read(String text, CheckCatalogue catalogue) {
        return LvsConfReader.check(text, catalogue, HostResolver.system());
    }

    /** What the file says, and what it needs of this machine. */
    private static List<Problem> problems(LvsConfFile file, ReadResult result) {
        return Stream.of(result.problems().stream(),
                MachineWarnings.of(file.path(), result.config(), result.document().programs(file.encoding())).stream())
                .flatMap(s -> s).toList();
    }

    private boolean print(Path file, CheckCatalogue catalogue) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            LvsConfFile loaded = LvsConfFile.load(file);
            ReadResult result = read(loaded.text(), catalogue);
            List<Problem> problems = problems(loaded, result);
            for (Problem problem : problems) {
                out.println(file + ":" + problem.line() + ": " + word(problem) + ": " + problem.message());
            }
            long errors = problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
            long warnings = problems.size() - errors;
            out.println(file + ": " + (errors == 0 ? "ok" : errors + " errors")
                    + (warnings == 0 ? "" : ", " + warnings + " warnings"));
            return errors == 0;
        } catch (IOException e) {
            out.println(file + ": error: " + unreadable(e));
            return false;
        }
    }

    private boolean printJson(Path file, CheckCatalogue catalogue) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("file", file.toString());
        boolean ok = false;
        try {
            LvsConfFile loaded = LvsConfFile.load(file);
            ok = judge(loaded, catalogue, line);
            // A director runs what is merely sloppy, such as a missing last brace; its values are worth seeing.
            LvsConfReader.read(loaded.text(), catalogue, HostResolver.system()).config()
                    .ifPresent(config -> line.put("config", EffectiveValues.of(config)));
        } catch (IOException e) {
            line.put("ok", false);
            line.put("problems", List.of(fields(new Problem(0, Severity.ERROR, unreadable(e)))));
        }
        line.putIfAbsent("config", null);
        Json.write(line, spec.commandLine().getOut());
        spec.commandLine().getOut().println();
        return ok;
    }

    private static boolean judge(LvsConfFile file, CheckCatalogue catalogue, Map<String, Object> line) {
        ReadResult result = read(file.text(), catalogue);
        line.put("ok", result.ok());
        line.put("problems", problems(file, result).stream().map(CheckCommand::fields).toList());
        return result.ok();
    }

    private static Map<String, Object> fields(Problem problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("line", problem.line());
        fields.put("severity", word(problem));
        fields.put("message", problem.message());
        return fields;
    }

    private static String word(Problem problem) {
        return problem.severity().name().toLowerCase(Locale.ROOT);
    }

    private static String unreadable(IOException e) {
        return e instanceof NoSuchFileException ? "failed to open: no such file" : "failed to open: " + e;
    }
}
