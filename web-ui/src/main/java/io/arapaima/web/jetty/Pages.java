package io.arapaima.web.jetty;

import java.net.URL;
import java.util.Optional;
import org.eclipse.jetty.http.CompressedContentFormat;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * The pages of the console, from the class path: {@code /}, and what a build has put beside it under names that change with what is
 * in them. All else goes on to the API. A build without Node has none; then nothing is served here.
 */
final class Pages extends Handler.Sequence {
    private static final String FOLDER = "io/arapaima/web/pages/";
    private static final String ASSETS = "/assets/";
    /** A name that changes with its content is good for a year. */
    private static final String FOR_GOOD = "public, max-age=31536000, immutable";
    /** Asked for again each time, and sent again when it has changed. */
    private static final String ASKED = "no-cache";

    private Pages(ResourceHandler files, Handler others) {
        super(new OfPages(files), others);
    }

    /** {@return the pages before others, or the others alone where this build has no pages} */
    static Handler before(Handler others) {
        Optional<URL> page = Optional.ofNullable(Pages.class.getClassLoader().getResource(FOLDER + "index.html"));
        if (page.isEmpty()) {
            return others;
        }
        var files = new ResourceHandler();
        files.setBaseResource(ResourceFactory.of(files).newClassLoaderResource(FOLDER));
        files.setDirAllowed(false);
        files.setEtags(true);
        files.setPrecompressedFormats(CompressedContentFormat.BR, CompressedContentFormat.GZIP);
        return new Pages(files, others);
    }

    /** Lets nothing but pages through, so that whatever the API says about an address stays what it says. */
    private static final class OfPages extends Handler.Wrapper {
        OfPages(Handler files) {
            super(files);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            String path = request.getHttpURI().getCanonicalPath();
            boolean asset = path.startsWith(ASSETS) && path.indexOf('.') > 0;
            boolean page = path.equals("/") || path.equals("/favicon.svg");
            if (!isRead(request) || !(asset || page)) {
                return false;
            }
            response.getHeaders().put(HttpHeader.CACHE_CONTROL, asset ? FOR_GOOD : ASKED);
            boolean found = super.handle(request, response, callback);
            if (!found) {
                Headers.add(response.getHeaders());
            }
            return found;
        }

        private static boolean isRead(Request request) {
            return HttpMethod.GET.is(request.getMethod()) || HttpMethod.HEAD.is(request.getMethod());
        }
    }
}
