package io.arapaima.check.http;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.FailedException;
import io.arapaima.check.Quoted;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in a JSON text, as RFC 6901 writes it: {@code /checks/0/state}.
 *
 * @param pointer as written
 * @param steps member names and indices, decoded
 */
record JsonPlace(String pointer, List<String> steps) {
    private static final TypeAdapter<JsonElement> READER = new Gson().getAdapter(JsonElement.class);
    private static final Pattern FORM = Pattern.compile("(?:/(?:[^/~]|~[01])*)*");
    private static final Pattern INDEX = Pattern.compile("0|[1-9][0-9]{0,8}");

    static JsonPlace of(String pointer) {
        if (!FORM.matcher(pointer).matches()) {
            throw new IllegalArgumentException("json \"" + pointer
                    + "\" is no JSON pointer; write each step behind a slash, /checks/0/state, and ~ as ~0, / as ~1");
        }
        List<String> steps = new ArrayList<>();
        for (int at = 0; at < pointer.length();) {
            int end = pointer.indexOf('/', at + 1);
            String step = pointer.substring(at + 1, end < 0 ? pointer.length() : end);
            steps.add(step.replace("~1", "/").replace("~0", "~"));
            at = end < 0 ? pointer.length() : end;
        }
        return new JsonPlace(pointer, List.copyOf(steps));
    }

    /** What stands there: a text without its quotes, anything else as it is written; empty when there is no such place. */
    Optional<String> in(String text) throws FailedException {
        JsonElement at = parsed(text);
        for (String step : steps) {
            Optional<JsonElement> inner = step(at, step);
            if (inner.isEmpty()) {
                return Optional.empty();
            }
            at = inner.get();
        }
        return Optional.of(at.isJsonPrimitive() ? at.getAsString() : at.toString());
    }

    private static Optional<JsonElement> step(JsonElement at, String name) {
        if (at.isJsonObject()) {
            return Optional.ofNullable(at.getAsJsonObject().get(name));
        }
        boolean index = at.isJsonArray() && INDEX.matcher(name).matches()
                && Integer.parseInt(name) < at.getAsJsonArray().size();
        return index ? Optional.of(at.getAsJsonArray().get(Integer.parseInt(name))) : Optional.empty();
    }

    private static JsonElement parsed(String text) throws FailedException {
        try (var reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement all = READER.read(reader);
            if (reader.peek() == JsonToken.END_DOCUMENT) {
                return all;
            }
        } catch (IOException | JsonParseException | NumberFormatException _) {
            // said below: the words of the library speak to programmers
        }
        throw new FailedException(Reason.CONTENT, "the body is no JSON: " + Quoted.of(text));
    }
}
