package io.arapaima.lvsctl;

import io.arapaima.daemon.ErrorKind;
import io.arapaima.ipc.Message;
import picocli.CommandLine.Model.CommandSpec;

/** Shows what the hub answered. */
final class Answers {
    private Answers() {}

    static int print(CommandSpec spec, Message.Answer answer) {
        var where = answer.ok() ? spec.commandLine().getOut() : spec.commandLine().getErr();
        answer.lines().forEach(where::println);
        return answer.ok() ? 0 : ErrorKind.OPERATOR.exitCode();
    }
}
