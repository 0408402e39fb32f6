package io.arapaima.check.http;

import io.arapaima.check.Options;
import io.arapaima.http2.Http2Exchange;

/** Which HTTP may be spoken. */
enum Version {
    /** HTTP/1.1. */
    ONE,
    /** HTTP/2, of which the server is known to speak it where there is no TLS to ask in. */
    TWO,
    /** What the server chooses in the TLS handshake; HTTP/1.1 without TLS. */
    AUTO;

    static Version of(Options options) {
        return switch (options.text("version")) {
            case "2" -> TWO;
            case "auto" -> AUTO;
            default -> ONE;
        };
    }

    /** What is offered in the TLS handshake (ALPN). */
    String[] protocols() {
        return switch (this) {
            case ONE -> new String[]{"http/1.1"};
            case TWO -> new String[]{Http2Exchange.PROTOCOL};
            case AUTO -> new String[]{Http2Exchange.PROTOCOL, "http/1.1"};
        };
    }
}
