package io.arapaima.nanny.plugin;

/** A jar that is no usable plugin; the message says why and what would help, without the jar's name. */
public final class PluginRefused extends Exception {
    private static final long serialVersionUID = 1;

    PluginRefused(String why) {
        super(why);
    }
}
