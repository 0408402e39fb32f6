package io.arapaima.ipc;

import java.lang.reflect.Proxy;

/** Signals, which Java knows only by an internal class; asked for by name so that the compiler need not bless it. */
public final class Signals {
    private Signals() {}

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
