package io.arapaima.http2;

import io.arapaima.check.ProbeTrace;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts an answer together from the frames of its stream. */
final class AnswerBuilder {
    /** Interim answers (RFC 9110, section 15.2) before the real one. */
    private static final int MOST_INTERIM = 8;
    private static final String LENGTH = "content-length";

    private final int mostBody;
    private final BodyWish wish;
    private final HeaderReader headers = new HeaderReader(Http2Request.MOST_HEADERS);
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int interim;
    private @Nullable HeaderFields head;
    private List<Field> trailers = List.of();
    private boolean open = true;
    /** A header block goes on in the next frame. */
    private boolean inHeaders;
    /** With the header block that is being read the stream ends. */
    private boolean lastHeaders;

    AnswerBuilder(int mostBody, BodyWish wish) {
        this.mostBody = mostBody;
        this.wish = (status, sized) -> mostBody > 0 && status != 204 && status != 304 && wish.reads(status, sized);
    }

    /** Whether more of the answer is to come. */
    boolean isOpen() {
        return open;
    }

    boolean inHeaders() {
        return inHeaders;
    }

    Http2Answer built() {
        if (head == null || open) {
            throw new IllegalStateException("the answer is not complete");
        }
        return new Http2Answer(head.status().orElseThrow(), head.fields(), ByteBuffer.wrap(body.toByteArray()),
                trailers);
    }

    /** Takes a part of a header block; returns its length. */
    int header(Frame frame) throws ProtocolException {
        ByteBuffer part = frame.content();
        if (block.size() + part.remaining() > Http2Request.MOST_HEADERS) {
            throw new ProtocolException("header fields of more than " + Http2Request.MOST_HEADERS + " bytes");
        }
        append(block, part, part.remaining());
        lastHeaders = inHeaders ? lastHeaders : frame.has(Frame.END_STREAM);
        inHeaders = !frame.has(Frame.END_HEADERS);
        if (!inHeaders) {
            List<Field> all = headers.read(ByteBuffer.wrap(block.toByteArray()));
            ProbeTrace.note(() -> all.stream().map(Field::toString).collect(Collectors.joining(", ")));
            HeaderFields fields = HeaderFields.of(all);
            block.reset();
            if (head == null) {
                begin(fields);
            } else {
                end(head, fields);
            }
        }
        return part.remaining();
    }

    private void begin(HeaderFields fields) throws ProtocolException {
        int status = fields.status().orElseThrow(() -> new ProtocolException("an answer without a status"));
        if (status >= 200) {
            head = fields;
            open = wish.reads(status, fields.fields().stream().anyMatch(each -> each.name().equals(LENGTH)));
            if (lastHeaders && open) {
                complete(fields);
            }
        } else if (lastHeaders || ++interim > MOST_INTERIM) {
            throw new ProtocolException(lastHeaders
                    ? "the interim answer " + status + ", and no real one"
                    : "more than " + MOST_INTERIM + " interim answers, and no real one");
        }
    }

    private void end(HeaderFields answered, HeaderFields fields) throws ProtocolException {
        if (!lastHeaders || fields.status().isPresent()) {
            throw new ProtocolException("a second header of one answer, with " + fields.fields().size() + " fields");
        }
        trailers = fields.fields();
        complete(answered);
    }

    /** Takes a part of the body; returns its length. */
    int body(Frame frame) throws ProtocolException {
        if (head == null) {
            throw new ProtocolException("a body before its header");
        }
        ByteBuffer part = frame.content();
        append(body, part, Math.min(part.remaining(), mostBody - body.size()));
        if (frame.has(Frame.END_STREAM)) {
            complete(head);
        }
        open &= body.size() < mostBody;
        return part.remaining();
    }

    /** RFC 9113, section 8.1.1. */
    private void complete(HeaderFields fields) throws ProtocolException {
        open = false;
        for (Field each : fields.fields()) {
            if (each.name().equals(LENGTH) && body.size() < mostBody
                    && !each.value().equals(Integer.toString(body.size()))) {
                throw new ProtocolException(body.size() + " bytes of a body with Content-Length: " + each.value());
            }
        }
    }

    private static void append(ByteArrayOutputStream into, ByteBuffer part, int length) {
        into.write(part.array(), part.arrayOffset() + part.position(), length);
    }
}
