package io.arapaima.web.jetty;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Gives each answer the headers that keep a browser from doing foreign things with it. */
final class Headers extends Handler.Wrapper {
    /** Nothing from elsewhere, nothing written into the page, no frames. */
    private static final Map<String, String> EACH = Map.of("Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff", "X-Frame-Options", "DENY", "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin", "Cross-Origin-Resource-Policy", "same-origin", "Cache-Control",
            "no-store", "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

    Headers(Handler handler) {
        super(handler);
    }

    static void add(HttpFields.Mutable fields) {
        EACH.forEach(fields::put);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        add(response.getHeaders());
        return super.handle(request, response, callback);
    }
}
