package io.arapaima.lvsctl;

import io.arapaima.ipc.Message;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code lvsctl mail}. */
@Command(name = "mail", mixinStandardHelpOptions = true, description = "About the operators' mail.", subcommands = MailCommand.Test.class)
final class MailCommand {
    /** {@code lvsctl mail test}. */
    @Command(name = "test", mixinStandardHelpOptions = true, description = "Sends one mail now and prints what the mail server answers.")
    static final class Test implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before call()
        private CommandSpec spec;

        @Mixin
        private final HubOptions hub = new HubOptions();

        @Override
        public Integer call() throws IOException {
            return Answers.print(spec, hub.answer(new Message.MailTest()));
        }
    }
}
