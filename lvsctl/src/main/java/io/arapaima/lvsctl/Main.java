package io.arapaima.lvsctl;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.daemon.PrintableStream;
import io.arapaima.daemon.Version;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code lvsctl}. Exit codes: 0 done, 1 the operator's wish cannot be fulfilled, 2 wrong usage, 3 the machine lacks something, 4 defect. */
@Command(name = "lvsctl", description = "Judges lvs.cf files and talks to a running director.", mixinStandardHelpOptions = true, versionProvider = Main.Provider.class, subcommands = {
        CheckCommand.class, DoctorCommand.class,
        StatusCommand.class, TableCommand.class, StatsCommand.class, ZeroCommand.class, AuditCommand.class,
        WhyCommand.class,
        EventsCommand.class, KeywordsCommand.class,
        PluginsCommand.class, ProbeCommand.class,
        ReloadCommand.class, ApplyCommand.class, ConfirmCommand.class, RevisionsCommand.class, DiffCommand.class,
        RollbackCommand.class, PushCommand.class, PulseCommand.class, SwitchOverCommand.class, MaintenanceCommand.class,
        FenceCommand.class,
        MailCommand.class,
        OperateCommand.Quiesce.class, OperateCommand.ForceDown.class, OperateCommand.ForceUp.class,
        OperateCommand.Auto.class})
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its exit code.
     *
     * @param arguments command and options
     */
    public static void main(String[] arguments) {
        PrintableStream.guardOutput();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::failed)
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
