package io.arapaima.config;

/**
 * A server by name and port; the name is looked up when it is used.
 *
 * @param host name or numeric address, IPv6 without brackets
 * @param port 1 to 65535
 */
record Endpoint(String host, int port) {
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
