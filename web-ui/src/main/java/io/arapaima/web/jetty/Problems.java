package io.arapaima.web.jetty;

import io.arapaima.ipc.Json;
import io.arapaima.web.rest.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the server itself refuses, before a request comes to us, as problem documents too. */
final class Problems extends ErrorHandler {
    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> Problem.Kind.NOT_FOUND.problem("nothing is at this address");
            case 413 -> Problem.Kind.TOO_LARGE.problem("it is longer than anything that is taken here");
            case 414 -> Problem.Kind.ADDRESS.problem("address and headers together have at most 8 KiB");
            case 431 -> Problem.Kind.HEADERS.problem("address and headers together have at most 8 KiB");
            case 503 -> Problem.Kind.BUSY.problem("too many at once; try again");
            case 500 -> Problem.Kind.DEFECT.problem("the journal has the details; please report it");
            default -> Problem.Kind.BAD_REQUEST.problem("it is no request that this server takes");
        };
    }

    private static ByteBuffer body(int status) {
        return ByteBuffer.wrap(Json.write(problem(status)).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Problem problem = problem(response.getStatus());
        ByteBuffer body = body(response.getStatus());
        response.setStatus(problem.status());
        describe(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.remaining());
        response.write(true, body, callback);
        return true;
    }

    private static void describe(HttpFields.Mutable fields) {
        Headers.add(fields);
        fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    }
}
