package io.arapaima.nanny.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether a plugin was written for this engine: same major number, no greater minor one. */
public final class ApiVersion {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})(?:\\.\\d{1,5})?");

    private ApiVersion() {}

    /** Takes a plugin that demands nothing. */
    public static void require(@Nullable String wanted, String offered) throws PluginRefused {
        if (wanted == null) {
            return;
        }
        Matcher want = FORM.matcher(wanted.strip());
        Matcher have = FORM.matcher(offered);
        if (!want.matches() || !have.matches()) {
            throw new PluginRefused("Plugin-Requires in its manifest is \"" + wanted + "\"; it must be the version of "
                    + "check-api that it needs, for example " + offered);
        }
        if (!want.group(1).equals(have.group(1))
                || Integer.parseInt(want.group(2)) > Integer.parseInt(have.group(2))) {
            throw new PluginRefused("it was written for version " + wanted.strip() + " of check-api, and this engine "
                    + "offers " + offered + "; build it against that, or install the Arapaima that it was written for");
        }
    }
}
