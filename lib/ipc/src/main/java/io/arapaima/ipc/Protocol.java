package io.arapaima.ipc;

import io.arapaima.daemon.Version;
import java.util.Optional;

/**
 * The version of the messages. Builds of one version understand each other: a component that is not known is ignored, one that is
 * missing has a default, and a message that is not known is answered with a refusal. It grows when a message changes its
 * meaning; {@code messages-1.jsonl} among the tests holds every message of version 1.
 */
public final class Protocol {
    /** What this build speaks. */
    public static final int VERSION = 1;

    private Protocol() {}

    /** Why a peer cannot be talked to; empty when it can. */
    static Optional<String> refusal(Message.Hello hello) {
        return hello.protocol() == VERSION
                ? Optional.empty()
                : Optional.of(hello.program() + " " + hello.version() + " speaks protocol " + hello.protocol()
                        + ", and this is version " + Version.TEXT + ", which speaks " + VERSION
                        + "; let both sides run the same version");
    }
}
