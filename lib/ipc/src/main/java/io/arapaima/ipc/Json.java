package io.arapaima.ipc;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.arapaima.checkspec.PrintableText;
import io.arapaima.checkspec.TerminalSafe;
import io.arapaima.daemon.Version;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Records to JSON and back. Thread-safe. Times are ISO 8601 text; empty optionals are null. */
public final class Json {
    private static final String TYPE = "type";
    /** One that has two parents comes twice. */
    private static final Map<String, Class<?>> MESSAGES = SealedAdapter.records(Message.class).distinct()
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, c -> c));
    private static final Gson GSON = new GsonBuilder().serializeNulls().disableHtmlEscaping()
            .registerTypeAdapter(Instant.class, JsonAdapters.text(Instant::parse))
            .registerTypeAdapter(Duration.class, JsonAdapters.text(Duration::parse))
            .registerTypeHierarchyAdapter(InetAddress.class, JsonAdapters.ADDRESS)
            .registerTypeAdapterFactory(JsonAdapters.OPTIONALS).registerTypeAdapterFactory(JsonAdapters.WHOLE_RECORDS)
            .registerTypeAdapterFactory(SealedAdapter.FACTORY)
            .create();

    private Json() {}

    static Set<String> messages() {
        return MESSAGES.keySet();
    }

    /**
     * Writes any record, list or map. The text is safe on a terminal: control characters, direction marks and what is not seen
     * are escaped.
     *
     * @param value what to write
     * @return one line of JSON
     */
    public static String write(Object value) {
        var line = new StringWriter();
        write(value, line);
        return line.toString();
    }

    /**
     * Writes any record, list or map, in pieces, so that a large one is never there as a whole.
     *
     * @param value what to write
     * @param to where to, as one line of JSON without its end; the same text as {@link #write(Object)}
     */
    public static void write(Object value, Writer to) {
        GSON.toJson(value, new TerminalSafe(to));
    }

    /**
     * Reads a record.
     *
     * @param <T> its type
     * @param json one JSON value
     * @param type its class
     * @return the record; every component is set, and those that were not written are empty
     * @throws JsonParseException if the text is not JSON of that type
     */
    public static <T> T read(String json, Class<T> type) {
        T value = parsed(() -> GSON.fromJson(json, type));
        if (value == null) {
            throw new JsonParseException("empty text where a " + type.getSimpleName() + " was expected");
        }
        return value;
    }

    /** Whatever a value's own constructor or a library does not like is a fault of the text. */
    private static <T> T parsed(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JsonParseException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new JsonParseException(e.toString(), e);
        }
    }

    /**
     * Reads what can be understood of a damaged record: component by component, and of maps and lists entry by entry.
     *
     * @param <T> its type
     * @param json what is left of one JSON value
     * @param empty stands for what cannot be understood
     * @param lost gets the names of the components that are not whole
     * @return a record
     */
    static <T extends Record> T salvage(String json, T empty, List<String> lost) {
        return new Salvage(GSON, lost).record(json, empty);
    }

    static String writeMessage(Message message) {
        var object = new JsonObject();
        object.addProperty(TYPE, message.getClass().getSimpleName());
        GSON.toJsonTree(message).getAsJsonObject().entrySet().forEach(e -> object.add(e.getKey(), e.getValue()));
        return GSON.toJson(object);
    }

    /**
     * Reads a message.
     *
     * @throws MisunderstoodException if it is a message, but not one that this build knows or can read
     * @throws JsonParseException if it is no message at all
     */
    static Message readMessage(String line) throws MisunderstoodException {
        JsonElement tree = JsonParser.parseString(line);
        JsonElement type = tree.isJsonObject() ? tree.getAsJsonObject().get(TYPE) : null;
        if (type == null || !type.isJsonPrimitive()) {
            throw new JsonParseException("a message is an object with a type, not " + JsonAdapters.shortened(line));
        }
        String name = JsonAdapters.shortened(type.getAsString());
        Class<?> known = MESSAGES.get(type.getAsString());
        if (known == null) {
            throw new MisunderstoodException(name, "unknown message type " + name);
        }
        try {
            return parsed(() -> (Message) GSON.fromJson(tree, known));
        } catch (JsonParseException e) {
            throw new MisunderstoodException(name, String.valueOf(e.getMessage()));
        }
    }

    /** A message of another build that this one does not know, or cannot read. The conversation can go on. */
    public static final class MisunderstoodException extends IOException {
        private static final long serialVersionUID = 1;

        private final String type;
        private final String cause;

        MisunderstoodException(String type, String cause) {
            super("the peer speaks another language: " + PrintableText.line(cause));
            this.type = PrintableText.line(type);
            this.cause = PrintableText.line(cause);
        }

        /** {@return what the sender is answered} */
        public Message.Answer refusal() {
            return new Message.Answer(false,
                    List.of("the message " + type + " is not understood by version " + Version.TEXT
                            + ", protocol " + Message.Hello.PROTOCOL + ": " + cause
                            + "; let both sides run the same version"));
        }
    }
}
