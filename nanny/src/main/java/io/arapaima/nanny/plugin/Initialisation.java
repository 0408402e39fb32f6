package io.arapaima.nanny.plugin;

import org.jspecify.annotations.Nullable;

/**
 * Tells a class that failed while it was initialised from other errors. The JVM never tries such a class again, so what
 * was cut short once (want of memory or of time) is lost until its plugin is loaded anew.
 */
public final class Initialisation {
    private static final String NEVER_AGAIN = "Could not initialize class ";

    private Initialisation() {}

    /** {@return whether that happened to a class of this loader} */
    public static boolean failed(Throwable error, @Nullable ClassLoader loader) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            String message = each.getMessage();
            if (each instanceof ExceptionInInitializerError || (each instanceof NoClassDefFoundError && message != null
                    && message.startsWith(NEVER_AGAIN)
                    && owns(loader, message.substring(NEVER_AGAIN.length())))) {
                return true;
            }
        }
        return false;
    }

    private static boolean owns(@Nullable ClassLoader loader, String type) {
        return loader instanceof PluginLoader plugin && plugin.owns(type);
    }
}
