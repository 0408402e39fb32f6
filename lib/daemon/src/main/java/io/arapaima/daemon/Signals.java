package io.arapaima.daemon;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

/** Signals, which Java knows only by an internal class; asked for by name so that the compiler need not bless it. */
public final class Signals {
    private static final Map<String, Integer> ENDING = Map.of("TERM", 15, "INT", 2);

    private Signals() {}

    /**
     * Ends the process at SIGTERM and SIGINT, with a line in the log and exit code 0, as a daemon that was asked to end has not failed; Java by itself
     * says 143 and 130. A stop that does not come to its end is a failure: exit code 3. Later signals change nothing.
     *
     * @param daemon name of the log of whoever listens, for example {@code lvs}
     * @param stop what to do first, on a new platform thread; false or an exception = not everything was done
     * @param exit ends the process with a code; only a program's own Main does that
     */
    public static void ending(String daemon, BooleanSupplier stop, IntConsumer exit) {
        var begun = new AtomicBoolean();
        ENDING.forEach((name, number) -> on(daemon, name, () -> {
            if (begun.compareAndSet(false, true)) {
                // Piranha's words, in which sites look for a stop.
                System.getLogger(daemon).log(System.Logger.Level.INFO, "{0} due to signal {1}",
                        daemon.equals("lvs") ? "shutting down" : "Terminating", number.toString());
                exit.accept(isClean(daemon, stop) ? 0 : ErrorKind.ENVIRONMENT.exitCode());
            }
        }));
    }

    private static boolean isClean(String daemon, BooleanSupplier stop) {
        try {
            return stop.getAsBoolean();
        } catch (RuntimeException e) {
            System.getLogger(daemon).log(System.Logger.Level.ERROR, "while stopping", e);
            return false;
        }
    }

    /**
     * Runs an action on a new platform thread at each signal.
     *
     * @param daemon name of the log of whoever listens, for example {@code lvs}
     * @param name the signal without SIG, for example {@code HUP}
     * @param action what to do; nothing = the signal is ignored
     */
    public static void on(String daemon, String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[]{handler},
                    (self, method, arguments) -> switch (method.getName()) {
                        case "handle" -> Thread.ofPlatform().name("signal-" + name).start(action);
                        case "hashCode" -> System.identityHashCode(self);
                        case "equals" -> System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                        default -> "handler of SIG" + name;
                    });
            signal.getMethod("handle", signal, handler).invoke(null,
                    signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            System.getLogger(daemon).log(System.Logger.Level.WARNING, "SIG{0} has no effect on this Java: {1}", name,
                    e.toString());
        }
    }
}
