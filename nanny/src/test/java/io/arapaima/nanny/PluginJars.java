package io.arapaima.nanny;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes real plugin jars of a few lines of Java. */
public final class PluginJars {
    private static final String SOURCE = """
            package made;
            import io.arapaima.check.*;
            import java.time.Duration;
            import java.util.*;
            public final class Made implements Check {
                public String name() { return "NAME"; }
                public String sentence() { return "Made for a test."; }
                public List<OptionSpec> options() { return List.of(OPTIONS); }
                public CheckResult probe(Target target, Deadline deadline) throws java.io.IOException, InterruptedException {
                    BODY
                }
                static CheckResult pass(String text) { return new CheckResult.Passed(Duration.ofMillis(3), text); }
            }
            """;

    private PluginJars() {}

    /** The jar of the check connect as the build makes it. */
    public static Path connect() throws IOException {
        return real("connect");
    }

    /** The jar of a plugin as the build makes it. */
    static Path real(String name) throws IOException {
        try (Stream<Path> jars = Files.list(Path.of("target/plugins"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith("check-" + name + "-")).findFirst()
                    .orElseThrow();
        }
    }

    /** A plugin whose one check has this name and this body. */
    public static Path make(Path jar, String check, String body) throws IOException {
        return make(jar, check, "", body);
    }

    public static Path make(Path jar, String check, String options, String body) throws IOException {
        return makeOf(jar, "Made", SOURCE.replace("NAME", check).replace("OPTIONS", options).replace("BODY", body));
    }

    /** A plugin of one class, and of those inside that are named, put in place at once. */
    public static Path makeOf(Path jar, String type, String source, String... more) throws IOException {
        Path classes = Files.createTempDirectory("made");
        compile(type, source, classes);
        Path half = jar.resolveSibling(jar.getFileName() + ".half");
        try (var out = new JarOutputStream(Files.newOutputStream(half), manifest(jar)); var all = Files.walk(classes)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                put(out, classes.relativize(file).toString(), Files.readAllBytes(file));
                Files.delete(file);
            }
            put(out, "META-INF/extensions.idx", Stream.concat(Stream.of(type), Stream.of(more))
                    .map(each -> "made." + each + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8));
        }
        return Files.move(half, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void compile(String type, String source, Path classes) {
        var text = new SimpleJavaFileObject(URI.create("string:///made/" + type + ".java"),
                JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        var complaints = new StringWriter();
        boolean done = ToolProvider.getSystemJavaCompiler().getTask(complaints, null, null,
                List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")), null,
                List.of(text)).call();
        assertThat(done).as(complaints.toString()).isTrue();
    }

    private static Manifest manifest(Path jar) {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Plugin-Id", jar.getFileName().toString());
        manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
        return manifest;
    }

    private static void put(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new JarEntry(name));
        out.write(content);
        out.closeEntry();
    }
}
