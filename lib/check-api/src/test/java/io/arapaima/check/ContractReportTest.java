package io.arapaima.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arapaima.check.ContractReport.UnfitCheck;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor.Invocation;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** What the author of a bad check reads. */
class ContractReportTest {
    private static final String TWIN = """
            package twins;
            import io.arapaima.check.*;
            public class NAME implements Check {
                public String name() { return "twin"; }
                public String sentence() { return "There are two."; }
                public java.util.List<OptionSpec> options() { return java.util.List.of(); }
                public CheckResult probe(Target target, Deadline deadline) { return null; }
            }
            """;

    /** Stand for two test classes of a plugin. */
    private static final class Unfit {}

    private static final class Fit {}

    /** A test that goes on, or says why not. */
    private record Trial(Optional<AssertionError> error) implements Invocation<Void> {
        @Override
        @SuppressWarnings("NullAway") // of JUnit, whose test methods give nothing
        public Void proceed() {
            error.ifPresent(each -> {
                throw each;
            });
            return null;
        }

        @Override
        public void skip() {
            // Nothing was begun.
        }
    }

    private static void run(Class<?> testClass, AssertionError... error) throws Throwable {
        var context = (ExtensionContext) Proxy.newProxyInstance(Trial.class.getClassLoader(),
                new Class<?>[]{ExtensionContext.class}, (_, method, _) -> switch (method.getName()) {
                    case "getTestClass" -> Optional.of(testClass);
                    case "getRequiredTestClass" -> testClass;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        new ContractReport().interceptDynamicTest(new Trial(List.of(error).stream().findFirst()), () -> () -> {},
                context);
    }

    @Test
    void aCheckThatCannotPassIsToldSoOnce() throws Throwable {
        var unfit = new UnfitCheck("no secret is set");
        assertThatThrownBy(() -> run(Unfit.class, unfit)).isInstanceOf(AssertionError.class)
                .hasMessage("no secret is set");
        assertThatThrownBy(() -> run(Unfit.class, new AssertionError("the same in other words")))
                .isInstanceOf(TestAbortedException.class).hasMessage("not tried, because no secret is set");
        run(Fit.class);
    }

    @Test
    void aFailureIsOneLineWithTheLinesOfThePluginAlone() {
        var thrown = new IllegalStateException("defect");
        StackTraceElement own = new StackTraceElement("com.example.check.mine.MyCheck", "probe", "MyCheck.java", 42);
        thrown.setStackTrace(new StackTraceElement[]{new StackTraceElement("java.lang.Integer", "parseInt", null, 1),
                own, new StackTraceElement("io.arapaima.check.RunningProbe", "run", null, 2)});
        var error = new AssertionError("the check threw\n  it" + ContractReport.place(thrown), thrown);
        assertThatThrownBy(() -> run(Fit.class, error)).hasMessage("the check threw it at MyCheck.java:42")
                .hasNoCause().satisfies(shown -> assertThat(shown.getStackTrace()).containsExactly(own));
    }

    @Test
    void twoChecksOfOneNameInOneJarAreFoundBeforeTheEngineRefusesThem(@TempDir Path folder) throws Exception {
        for (String name : List.of("First", "Second")) {
            Path source = Files.writeString(folder.resolve(name + ".java"), TWIN.replace("NAME", name));
            assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", "-d", folder.toString(),
                    "-cp", System.getProperty("java.class.path"), source.toString())).isZero();
        }
        Files.writeString(Files.createDirectory(folder.resolve("META-INF")).resolve("extensions.idx"),
                "twins.First\ntwins.Second\n");
        try (var loader = new URLClassLoader(new URL[]{folder.toUri().toURL()}, getClass().getClassLoader())) {
            Check first = (Check) loader.loadClass("twins.First").getDeclaredConstructor().newInstance();
            assertThat(CheckShape.namesakes(first)).singleElement().asString()
                    .startsWith("twins.Second of the same jar is a check named twin too");
        }
    }
}
