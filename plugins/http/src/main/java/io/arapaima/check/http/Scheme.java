package io.arapaima.check.http;

/** What the request travels in. */
enum Scheme {
    HTTP(80), HTTPS(443);

    /** The port that the Host header need not name. */
    final int port;

    Scheme(int port) {
        this.port = port;
    }

    /** Its name before the colon. */
    String inUri() {
        return switch (this) {
            case HTTP -> "http";
            case HTTPS -> "https";
        };
    }
}
