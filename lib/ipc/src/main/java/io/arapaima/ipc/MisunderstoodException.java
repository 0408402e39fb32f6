package io.arapaima.ipc;

import io.arapaima.checkspec.PrintableText;
import io.arapaima.daemon.Version;
import java.io.IOException;
import java.util.List;

/** A message of another build that this one does not know, or cannot read. The conversation can go on. */
public final class MisunderstoodException extends IOException {
    private static final long serialVersionUID = 1;

    private final String type;
    private final String cause;

    MisunderstoodException(String type, String cause) {
        super("the peer speaks another language: " + PrintableText.line(cause));
        this.type = PrintableText.line(type);
        this.cause = PrintableText.line(cause);
    }

    /** {@return what the sender is answered} */
    public Message.Answer refusal() {
        return new Message.Answer(false, List.of("the message " + type + " is not understood by version " + Version.TEXT
                + ", protocol " + Protocol.VERSION + ": " + cause + "; let both sides run the same version"));
    }
}
