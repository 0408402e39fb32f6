package io.arapaima.web.jetty;

import io.arapaima.web.rest.Dispatcher;
import io.arapaima.web.rest.Incoming;
import io.arapaima.web.rest.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Between the server's requests and ours. Blocks, on a virtual thread for each request. */
final class Exchange extends Handler.Abstract {
    /** The browser's word: bound to this host, to HTTPS, and to requests of our own pages. */
    static final String COOKIE = "__Host-arapaima";

    private final Dispatcher dispatcher;

    Exchange(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            switch (dispatcher.answer(incoming(request))) {
                case Reply.Whole whole -> write(response, whole, callback);
                case Reply.Streaming(var stream) -> {
                    stream(response, stream);
                    callback.succeeded();
                }
            }
        } catch (IOException | RuntimeException e) {
            callback.failed(e); // the reader is gone
        }
        return true;
    }

    private static void write(Response response, Reply.Whole whole, Callback callback) {
        byte[] body = whole.bytes();
        response.setStatus(whole.status());
        if (!whole.type().isEmpty()) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, whole.type());
        }
        if (whole.status() != 304 && whole.status() != 204) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        }
        whole.headers().forEach(response.getHeaders()::put);
        response.write(true, ByteBuffer.wrap(body), callback);
    }

    private static void stream(Response response, Reply.Stream stream) throws IOException {
        response.setStatus(200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        try (OutputStream out = Content.Sink.asOutputStream(response)) {
            stream.write(out);
        }
    }

    private static Incoming incoming(Request request) {
        return new Incoming(request.getMethod(), request.getHttpURI().getCanonicalPath(), query(request),
                Request.getRemoteAddr(request), String.valueOf(request.getHttpURI().getAuthority()),
                name -> Optional.ofNullable(request.getHeaders().get(name)),
                Request.getCookies(request).stream().filter(c -> c.getName().equals(COOKIE))
                        .map(HttpCookie::getValue).findFirst(),
                () -> Content.Source.asInputStream(request));
    }

    private static Map<String, List<String>> query(Request request) {
        Map<String, List<String>> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), field.getValues());
        }
        return query;
    }
}
