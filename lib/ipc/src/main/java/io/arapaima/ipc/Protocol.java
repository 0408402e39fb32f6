package io.arapaima.ipc;

/**
 * The version of the messages. Builds of one version understand each other: a component that is not known is ignored, one that is
 * missing has a default, and a message that is not known is answered with a refusal. It grows when a message changes its
 * meaning; {@code messages-1.jsonl} among the tests holds every message of version 1.
 */
public final class Protocol {
    /** What this build speaks. */
    public static final int VERSION = 1;

    private Protocol() {}
}
