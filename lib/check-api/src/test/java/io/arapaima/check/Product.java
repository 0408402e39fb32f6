package io.arapaima.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of somebody else that checks are run against, as docs/checks.md names it. Which check has passed against which one is
 * noted in {@value #NOTES} of the module, a file each: check, product and version between tabs. {@code plugins/run-against} compares
 * the page with these notes.
 *
 * @param name what its makers call it
 * @param version as many parts of it as stay the same within a release of the distribution; empty when nobody knows
 */
public record Product(String name, String version) {
    /** The folder of the notes, in the module that is tested. */
    public static final String NOTES = "target/run-against";
    private static final String POSTGRESQL = "PostgreSQL";
    private static final Map<String, String> BY_PROGRAM = Map.ofEntries(Map.entry("chronyd", "chrony"),
            Map.entry("dovecot", "Dovecot"), Map.entry("freeradius", "FreeRADIUS"),
            Map.entry("haproxy", "HAProxy (beside it)"), Map.entry("kamailio", "Kamailio"),
            Map.entry("mariadbd", "MariaDB"), Map.entry("memcached", "memcached"), Map.entry("mosquitto", "Mosquitto"),
            Map.entry("named", "BIND"), Map.entry("nghttpd", "nghttpd"), Map.entry("nginx", "nginx"),
            Map.entry("openssl", "OpenSSL"), Map.entry("postgres", POSTGRESQL),
            Map.entry("rabbitmq-server", "RabbitMQ"),
            Map.entry("redis-server", "Redis"), Map.entry("slapd", "OpenLDAP"), Map.entry("snmpd", "Net-SNMP"),
            Map.entry("sshd", "OpenSSH"), Map.entry("tinyproxy", "tinyproxy"), Map.entry("vsftpd", "vsftpd"));
    /** Major and minor number, without Debian's epoch. */
    private static final Pattern VERSION = Pattern.compile("(?:\\d+:)?((\\d+)(?:\\.\\d+)?)");

    /**
     * The product that lies at a path.
     *
     * @param name what its makers call it
     * @param path a file or folder of its Debian package
     * @return the product
     */
    public static Product at(String name, Path path) {
        Matcher version = VERSION.matcher(versionOf(path));
        return new Product(name,
                version.lookingAt() ? version.group(name.equals(POSTGRESQL) ? 2 : 1) : "");
    }

    /** {@return what a command line starts, if it is known} */
    static Optional<Product> startedBy(String... command) {
        return Arrays.stream(command).map(Path::of).filter(word -> BY_PROGRAM.containsKey(fileName(word))).findFirst()
                .map(program -> at(BY_PROGRAM.getOrDefault(fileName(program), ""), program));
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String versionOf(Path path) {
        String owner = said("dpkg-query", "-S", path.toString());
        return owner.contains(":")
                ? said("dpkg-query", "-W", "-f", "${Version}", owner.substring(0, owner.indexOf(':')))
                : "";
    }

    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? text : "";
        } catch (IOException e) {
            return ""; // another distribution
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /**
     * Notes that a check has passed against it.
     *
     * @param check the check's name
     */
    public void passedBy(String check) {
        try {
            Path notes = Files.createDirectories(Path.of(NOTES));
            Files.writeString(notes.resolve(check + "." + name.replaceAll("\\W", "-")),
                    check + "\t" + name + "\t" + version + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
