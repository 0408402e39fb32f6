package io.arapaima.ipc;

import io.arapaima.ipc.peer.OnBehalf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A conversation with pulse. Used by one thread at a time. */
public final class PulseClient extends DaemonClient {
    private PulseClient(Path socket, String program, Optional<OnBehalf> person) throws IOException {
        super(socket, program, person);
    }

    /**
     * Connects and says Hello.
     *
     * @param socket pulse's
     * @param program who this is, for example {@code lvsctl}
     * @return the conversation
     * @throws IOException if nobody listens there; the message names the path and the cure
     */
    public static PulseClient connect(Path socket, String program) throws IOException {
        return new PulseClient(socket, program, Optional.empty());
    }

    /**
     * Connects and asks for somebody else from now on; the daemon judges each request by that person's role.
     *
     * @param socket pulse's
     * @param program who this is, for example {@code web-ui}
     * @param person for whom
     * @return the conversation; its first answer is a refusal when this process's user is not trusted for it
     * @throws IOException if nobody listens there; the message names the path and the cure
     */
    public static PulseClient connect(Path socket, String program, OnBehalf person) throws IOException {
        return new PulseClient(socket, program, Optional.of(person));
    }

    /**
     * Asks for everything at one moment.
     *
     * @return what pulse knows
     * @throws IOException if pulse refuses, is gone or says something else
     */
    public PulseSnapshot status() throws IOException {
        return ask(new PulseRequest.PulseQuery(), PulseReport.PulseStatus.class).snapshot();
    }

    /**
     * Asks for something that is answered by sentences.
     *
     * @param request what
     * @return the answer, be it a refusal
     * @throws IOException if pulse is gone or says something else
     */
    public Message.Answer ask(Message.ToPulse request) throws IOException {
        return ask(request, Message.Answer.class);
    }
}
