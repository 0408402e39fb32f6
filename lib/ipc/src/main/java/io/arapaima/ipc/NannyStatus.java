package io.arapaima.ipc;

/**
 * What the hub knows of the check engine.
 *
 * @param connected whether it talks to the hub; without it the last verdicts hold
 * @param checks how many it is to run, or was
 */
public record NannyStatus(boolean connected, int checks) {
    /** {@return the same for people} */
    public String words() {
        return connected ? checks + " checks" : "not connected, last verdicts hold";
    }
}
