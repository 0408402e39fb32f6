package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What authors of checks compile against. {@code api/released.txt} is what was promised with the last release,
 * {@code api/current.txt} what is offered now; the first line of each is its version, {@link Check#API_VERSION}. The policy is
 * in docs/writing-a-check.md: additions step the minor number, anything else the major one. A component at the end of a record
 * is an addition where the constructor without it stays, which has a line of its own.
 */
class PublicApiTest {
    private static final Path CURRENT = Path.of("api/current.txt");
    private static final Path RELEASED = Path.of("api/released.txt");
    private static final String HEAD = "version ";

    /** A version and the lines under it. */
    private record Api(int major, int minor, List<String> lines) {
        static Api read(Path file) throws IOException {
            List<String> all = Files.readAllLines(file);
            String version = all.getFirst().substring(HEAD.length());
            int dot = version.indexOf('.');
            return new Api(Integer.parseInt(version.substring(0, dot)), Integer.parseInt(version.substring(dot + 1)),
                    all.subList(1, all.size()));
        }

        String version() {
            return major + "." + minor;
        }
    }

    @Test
    void theApiIsTheOneThatWasReviewed() throws Exception {
        List<String> now = lines();
        if (Boolean.getBoolean("update")) {
            Files.writeString(CURRENT, HEAD + Check.API_VERSION + "\n" + String.join("\n", now) + "\n");
        }
        assertThat(now).as("the public API of check-api has changed. If that is meant, step Check.API_VERSION as "
                + "docs/writing-a-check.md says, run this test with -Dupdate=true and review the difference")
                .isEqualTo(Api.read(CURRENT).lines());
        assertThat(Api.read(CURRENT).version()).isEqualTo(Check.API_VERSION);
    }

    @Test
    void theVersionSaysWhatHasChangedSinceTheRelease() throws Exception {
        Api released = Api.read(RELEASED);
        Api current = Api.read(CURRENT);
        List<String> gone = released.lines().stream().filter(line -> !current.lines().contains(line))
                .filter(line -> current.lines().stream().noneMatch(now -> isLongerRecord(now, line))).toList();
        List<String> come = current.lines().stream().filter(line -> !released.lines().contains(line)).toList();
        // A new method that every plugin would have to write breaks the plugins that are there.
        List<String> demanded = come.stream().filter(line -> line.contains(" abstract "))
                .filter(line -> released.lines().stream().anyMatch(old -> old.startsWith(type(line)))).toList();
        if (!gone.isEmpty() || !demanded.isEmpty()) {
            assertThat(current.major()).as("plugins that are in use break, by what is gone: " + gone
                    + " and by what is demanded: " + demanded + "; so the major number of Check.API_VERSION steps")
                    .isGreaterThan(released.major());
        } else if (!come.isEmpty()) {
            assertThat(current).as("there is more than in version " + released.version() + ": " + come
                    + "; so the minor number of Check.API_VERSION steps")
                    .matches(api -> api.major() > released.major() || api.minor() > released.minor());
        } else {
            assertThat(current.version()).isEqualTo(released.version());
        }
    }

    /** Whether both are the head of one record, which has all its components still and more behind them. */
    private static boolean isLongerRecord(String now, String before) {
        int end = before.indexOf(") extends class java.lang.Record ");
        return end > 0 && now.startsWith(before.substring(0, end) + ", ")
                && now.endsWith(before.substring(end));
    }

    private static String type(String line) {
        return line.substring(0, line.indexOf(' ') + 1);
    }

    private static List<String> lines() throws Exception {
        Path classes = Path.of(Check.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        var lines = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String name = classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                if (!name.endsWith("package-info")) {
                    Class<?> type = Class.forName(name, false, Check.class.getClassLoader());
                    if (seen(type)) {
                        lines.addAll(lines(type));
                    }
                }
            }
        }
        assertThat(lines).hasSizeGreaterThan(100);
        return List.copyOf(lines);
    }

    private static boolean seen(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || seen(type.getDeclaringClass()));
    }

    private static List<String> lines(Class<?> type) {
        List<String> lines = new ArrayList<>();
        String kind = type.isRecord()
                ? "record "
                : type.isEnum() ? "enum " : type.isInterface() ? "interface " : "class ";
        lines.add(
                type.getName() + ": " + modifiers(type.getModifiers() & ~Modifier.ABSTRACT & ~Modifier.INTERFACE) + kind
                        + (type.isRecord()
                                ? Arrays.stream(type.getRecordComponents()).map(c -> c.getGenericType() + " "
                                        + c.getName()).collect(Collectors.joining(", ", "(", ") "))
                                : "")
                        + "extends " + type.getGenericSuperclass() + " implements "
                        + Arrays.toString(type.getGenericInterfaces())
                        + (type.isSealed() ? " permits " + Arrays.toString(type.getPermittedSubclasses()) : ""));
        for (Field field : type.getDeclaredFields()) {
            if (seen(field)) {
                lines.add(type.getName() + ": " + modifiers(field.getModifiers()) + field.getGenericType() + " "
                        + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (seen(constructor)) {
                lines.add(type.getName() + ": " + constructor.toGenericString());
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (seen(method) && !method.isBridge()) {
                lines.add(type.getName() + ": " + method.toGenericString());
            }
        }
        return lines;
    }

    private static boolean seen(Member member) {
        return (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                && !member.isSynthetic();
    }

    private static String modifiers(int modifiers) {
        return modifiers == 0 ? "" : Modifier.toString(modifiers) + " ";
    }
}
