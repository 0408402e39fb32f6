package io.arapaima.web.history;

import java.util.List;
import java.util.Locale;

/** A number that is recorded; in the contract by its {@link #word}. */
public enum Measure {
    /** New connections a second. */
    RATE,
    /** Bytes from clients a second. */
    BYTES_IN,
    /** Bytes to clients a second; always absent where answers do not pass the director. */
    BYTES_OUT,
    /** Established connections. */
    CONNECTIONS,
    /** Real servers with a weight in the table. */
    IN_SERVICE,
    /** Weight in the table; 0 when it is not there. Of a span of time: the last one. */
    WEIGHT;

    /** Of a virtual service, in the order of the file. */
    static final List<Measure> OF_SERVICE = List.of(RATE, BYTES_IN, BYTES_OUT, CONNECTIONS, IN_SERVICE);
    /** Of a real server, in the order of the file. */
    static final List<Measure> OF_SERVER = List.of(WEIGHT, CONNECTIONS, RATE);

    /** {@return its name in the contract} */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
