package io.arapaima.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/** The TCP ports behind service names: {@code /etc/services}, and the common ones for machines without that file. */
final class TcpServices {
    private static final Path FILE = Path.of("/etc/services");
    /** Debian's file has 13 kB, the full list of the IANA 1.2 MB. */
    private static final long MAX_BYTES = 4 << 20;
    private static final Map<String, Integer> COMMON = Map.ofEntries(Map.entry("ftp", 21), Map.entry("ssh", 22),
            Map.entry("telnet", 23), Map.entry("smtp", 25), Map.entry("domain", 53), Map.entry("http", 80),
            Map.entry("www", 80), Map.entry("pop3", 110), Map.entry("ntp", 123), Map.entry("imap2", 143),
            Map.entry("imap", 143), Map.entry("ldap", 389), Map.entry("https", 443), Map.entry("submission", 587),
            Map.entry("ldaps", 636), Map.entry("imaps", 993), Map.entry("pop3s", 995), Map.entry("mysql", 3306),
            Map.entry("postgresql", 5432));

    private TcpServices() {}

    static OptionalInt port(String name) {
        Integer port = OfSystem.PORTS.getOrDefault(name, COMMON.get(name));
        return port == null ? OptionalInt.empty() : OptionalInt.of(port);
    }

    /** {@code name port/protocol alias...  # comment}; the first entry of a name wins, as with getservbyname. */
    static Map<String, Integer> parse(String text) {
        Map<String, Integer> ports = new TreeMap<>();
        text.lines().map(line -> line.split("#", 2)[0].strip().split("[ \t]+")).forEach(words -> {
            if (words.length < 2 || !words[1].matches("[0-9]{1,5}/tcp")) {
                return;
            }
            int port = Integer.parseInt(words[1].substring(0, words[1].length() - 4));
            for (int i = 0; i < words.length; i++) {
                if (i != 1) {
                    ports.putIfAbsent(words[i], port);
                }
            }
        });
        return ports;
    }

    /** Read once, and only when some file uses a name. */
    private static final class OfSystem {
        static final Map<String, Integer> PORTS = read();

        private static Map<String, Integer> read() {
            try {
                return Files.size(FILE) > MAX_BYTES ? Map.of() : parse(Files.readString(FILE, ISO_8859_1));
            } catch (IOException _) {
                return Map.of();
            }
        }
    }
}
