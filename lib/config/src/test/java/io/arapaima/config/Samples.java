package io.arapaima.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The checks and the hosts of the tests. */
final class Samples {
    static final CheckCatalogue CATALOGUE = new CheckCatalogue(List.of(
            new CheckDeclaration("http", "Asks a web server.", true, List.of(
                    option("path", OptionType.TEXT, "/"), option("body", OptionType.REGEX, ""),
                    new CheckOption("expect-status", OptionType.INTEGER, "", Optional.of("200"), OptionalLong.of(100),
                            OptionalLong.of(599), List.of(), "Status."),
                    new CheckOption("method", OptionType.CHOICE, "", Optional.of("GET"), OptionalLong.empty(),
                            OptionalLong.empty(), List.of("GET", "HEAD"), "Method."),
                    new CheckOption("patience", OptionType.DURATION, "", Optional.empty(), OptionalLong.of(100),
                            OptionalLong.of(60000), List.of(), "Patience."),
                    option("tls", OptionType.BOOLEAN, "0"), option("ca-file", OptionType.PATH, ""))),
            new CheckDeclaration("connect", "Connects.", true, List.of()),
            new CheckDeclaration("snmp-load", "Reads a load.", false,
                    List.of(option("community", OptionType.TEXT, "public")))));

    private static final Map<String, List<String>> HOSTS = Map.of("web1.example.com", List.of("192.0.2.7"),
            "six.example.com", List.of("2001:db8::6"), "both.example.com", List.of("2001:db8::7", "192.0.2.8"));

    private Samples() {}

    private static CheckOption option(String name, OptionType type, String byDefault) {
        return new CheckOption(name, type, "", Optional.of(byDefault).filter(value -> !value.isEmpty()),
                OptionalLong.empty(), OptionalLong.empty(), List.of(), "For the tests.");
    }

    static HostResolver hosts() {
        return name -> HOSTS.getOrDefault(name, List.of()).stream().map(InetAddress::ofLiteral).toList();
    }

    static ReadResult read(String text) {
        return LvsConfReader.read(text, CATALOGUE, hosts());
    }

    static LvsConfig config(String text) {
        ReadResult result = read(text);
        return result.config().orElseThrow(() -> new AssertionError(result.problems()));
    }
}
