package io.arapaima.ipc.reason;

/**
 * What a real server asks for itself, by a check that listens to it.
 *
 * @param percent of its weight, 0 to {@value #MOST}
 * @param drain whether it wants no new connections, whatever the percentage
 */
public record Share(int percent, boolean drain) {
    /** Greatest percentage; HAProxy's, whose agents are listened to. */
    public static final int MOST = 256;
    /** Of a server that asks for nothing. */
    public static final Share WHOLE = new Share(100, false);

    /**
     * The more modest of two wishes.
     *
     * @param other another one
     * @return what fulfils both
     */
    public Share and(Share other) {
        return new Share(Math.min(percent, other.percent), drain || other.drain);
    }

    @Override
    public String toString() {
        return drain ? "no new connections" : percent + " %";
    }
}
