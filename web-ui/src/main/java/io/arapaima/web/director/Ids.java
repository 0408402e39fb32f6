package io.arapaima.web.director;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What stands in addresses for the names of lvs.cf, which may have any character: the name itself where it is plain, else {@code ~}
 * and its bytes in Base64. A server is {@code SERVICE:SERVER}.
 */
public final class Ids {
    private static final String PLAIN = "[A-Za-z0-9_+-][A-Za-z0-9._+-]*";

    private Ids() {}

    /** {@return what stands for a name} */
    public static String of(String name) {
        return name.matches(PLAIN)
                ? name
                : "~" + Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /** Of a real server {@code virtual/server}; a sorry server has no virtual service before it, and belongs to the one it stands under. */
    public static String ofServer(String service, String name) {
        int slash = name.lastIndexOf('/');
        return slash < 0 ? of(service) + ":~" : of(name.substring(0, slash)) + ":" + of(name.substring(slash + 1));
    }
}
