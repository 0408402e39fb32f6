package io.arapaima.ipc;

import java.io.IOException;
import java.nio.file.Path;

/** A conversation with pulse. Used by one thread at a time. */
public final class PulseClient extends DaemonClient {
    private PulseClient(Path socket, String program) throws IOException {
        super(socket, program);
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
        return new PulseClient(socket, program);
    }

    /**
     * Asks for everything at one moment.
     *
     * @return what pulse knows
     * @throws IOException if pulse refuses, is gone or says something else
     */
    public PulseSnapshot status() throws IOException {
        return ask(new Message.PulseQuery(), Message.PulseStatus.class).snapshot();
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
