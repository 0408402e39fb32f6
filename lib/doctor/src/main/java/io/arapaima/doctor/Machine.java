package io.arapaima.doctor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The files that tell what a machine is: everything is asked below one folder, so a made-up tree is a machine too.
 * What is not there is empty; what is there and cannot be read is an {@link UncheckedIOException}, because a doctor
 * must not call good what he could not see.
 *
 * @param root {@code /}, or the folder that stands for it
 */
record Machine(Path root) {
    private static final Pattern IDS = Pattern.compile("^\\d+\\s+(\\d+)");

    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    boolean exists(String path) {
        return Files.exists(at(path));
    }

    /** The text of a file without blanks at its ends. */
    Optional<String> read(String path) {
        try {
            return Optional.of(Files.readString(at(path), StandardCharsets.ISO_8859_1).strip());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (IOException e) {
            // A process that ends while it is looked at, and a file below what is no folder.
            if (!Files.exists(at(path))) {
                return Optional.empty();
            }
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    List<String> lines(String path) {
        return read(path).stream().flatMap(String::lines).toList();
    }

    /** The lines of a file that gzip packed, {@code /proc/config.gz}. */
    List<String> unpacked(String path) {
        if (!exists(path)) {
            return List.of();
        }
        try (var in = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(at(path))), StandardCharsets.ISO_8859_1))) {
            return in.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    /** The names in a folder, sorted. */
    List<String> list(String path) {
        try (Stream<Path> files = Files.list(at(path))) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path + ": " + e.getMessage(), e);
        }
    }

    /** What a symbolic link says, also one to nowhere; empty also where this user may not look. */
    Optional<String> link(String path) {
        try {
            return Optional.of(Files.readSymbolicLink(at(path)).toString());
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The value of a sysctl, its parts with one blank between them; empty when this kernel does not have it. */
    Optional<String> sysctl(String name) {
        return read(sysctlFile(name)).map(value -> value.replaceAll("\\s+", " "));
    }

    /** A number in a sysctl; empty also when it holds no number. */
    Optional<Integer> sysctlNumber(String name) {
        return sysctl(name).filter(value -> value.matches("-?\\d{1,9}")).map(Integer::valueOf);
    }

    /** Dots and slashes change places, as sysctl(8) has it: {@code net.ipv4.conf.eth0/7.rp_filter} is of eth0.7. */
    static String sysctlFile(String name) {
        StringBuilder path = new StringBuilder("/proc/sys/");
        name.chars().forEach(c -> path.append(c == '.' ? '/' : c == '/' ? '.' : (char) c));
        return path.toString();
    }

    /** The name of a device's own setting. */
    static String deviceSysctl(String family, String device, String setting) {
        return "net." + family + ".conf." + device.replace('.', '/') + "." + setting;
    }

    /** One field of {@code /proc/PID/status}. */
    Optional<String> status(String process, String field) {
        return lines("/proc/" + process + "/status").stream().filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip()).findFirst();
    }

    /** The second number of {@code Uid} or {@code Gid}: the effective one. */
    Optional<Long> effectiveId(String process, String field) {
        return status(process, field).map(IDS::matcher).filter(Matcher::find).map(ids -> Long.valueOf(ids.group(1)));
    }

    /** The interfaces of this network namespace. */
    List<String> devices() {
        return lines("/proc/net/dev").stream().filter(line -> line.contains(":"))
                .map(line -> line.substring(0, line.indexOf(':')).strip()).sorted().toList();
    }

    /** Whether /sys is of this network namespace too: it shows that of the mount, /proc/net that of the reader. */
    boolean sysIsOurs() {
        return list("/sys/class/net").stream().filter(name -> exists("/sys/class/net/" + name + "/flags")).toList()
                .equals(devices());
    }

    String release() {
        return read("/proc/sys/kernel/osrelease").orElse("unknown");
    }
}
