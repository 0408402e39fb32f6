package io.arapaima.check;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/**
 * The report of the contract suite: one sentence for each cause. A check that cannot pass at all is told so once, and what it makes
 * of servers that mean it no good is not tried then. Of the stack only the lines of the plugin's own classes are shown;
 * {@code -Darapaima.traces=true} shows all.
 */
final class ContractReport implements InvocationInterceptor {
    private static final int MOST_FRAMES = 3;
    private static final String OURS = "io.arapaima.check.";
    private static final List<String> NO_PLUGIN = List.of("java.", "jdk.", "sun.", "org.junit.", "org.assertj.",
            "org.opentest4j.", "org.apache.maven.");
    private static final Map<Class<?>, String> CAUSES = new ConcurrentHashMap<>();

    /** A check of which nothing else can be learnt before this is mended. */
    static final class UnfitCheck extends AssertionError {
        private static final long serialVersionUID = 1L;

        UnfitCheck(String sentence) {
            super(sentence);
        }

        UnfitCheck(String sentence, @Nullable Throwable cause) {
            super(sentence, cause);
        }
    }

    @Override
    public void interceptTestMethod(Invocation<Void> test, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        reported(test, context);
    }

    @Override
    public <T> T interceptTestFactoryMethod(Invocation<T> factory, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        return reported(factory, context);
    }

    @Override
    public void interceptDynamicTest(Invocation<Void> test, DynamicTestInvocationContext invocation,
            ExtensionContext context) throws Throwable {
        reported(test, context);
    }

    private static <T> T reported(Invocation<T> test, ExtensionContext context) throws Throwable {
        Class<?> type = testClass(context);
        String cause = CAUSES.get(type);
        if (cause != null) {
            test.skip();
            Assumptions.abort("not tried, because " + cause);
        }
        try {
            return test.proceed();
        } catch (TestAbortedException e) {
            throw e;
        } catch (AssertionError e) {
            if (e instanceof UnfitCheck) {
                CAUSES.put(type, String.valueOf(e.getMessage()));
            }
            throw Boolean.getBoolean("arapaima.traces") ? e : shortened(e);
        }
    }

    private static Class<?> testClass(ExtensionContext context) {
        ExtensionContext at = context;
        while (at.getTestClass().isEmpty()) {
            at = at.getParent().orElseThrow();
        }
        return at.getRequiredTestClass();
    }

    private static AssertionError shortened(AssertionError whole) {
        var sentence = new AssertionError(String.valueOf(whole.getMessage()).replaceAll("\\s+", " ").strip());
        Throwable thrown = Optional.ofNullable(whole.getCause()).orElse(whole);
        sentence.setStackTrace(Arrays.stream(thrown.getStackTrace()).filter(ContractReport::isOfThePlugin)
                .limit(MOST_FRAMES).toArray(StackTraceElement[]::new));
        return sentence;
    }

    /** Plugins of this suite have packages below that of the API. */
    private static boolean isOfThePlugin(StackTraceElement frame) {
        String type = frame.getClassName();
        return NO_PLUGIN.stream().noneMatch(type::startsWith)
                && !(type.startsWith(OURS) && type.indexOf('.', OURS.length()) < 0);
    }

    /** {@return where the plugin's own code was when this was thrown, for a sentence; empty when it was not} */
    static String place(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace()).filter(ContractReport::isOfThePlugin).findFirst()
                .map(frame -> " at " + frame.getFileName() + ":" + frame.getLineNumber()).orElse("");
    }
}
