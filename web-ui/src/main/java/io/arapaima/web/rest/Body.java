package io.arapaima.web.rest;

import io.arapaima.web.rest.Problem.ProblemException;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.Gson;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.arapaima.ipc.Json;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a body strictly into a record: unknown fields, missing ones and wrong types are refused, all at once. What is
 * {@code Optional} may be missing or null.
 */
final class Body {
    private static final TypeAdapter<JsonElement> TREE = new Gson().getAdapter(JsonElement.class);

    private Body() {}

    static <T extends Record> T read(String text, Class<T> type) {
        JsonObject object = parse(text);
        List<Problem.Fault> faults = new ArrayList<>();
        compare(object, type, "", faults);
        refuse(faults);
        try {
            return Json.read(text, type);
        } catch (JsonParseException e) {
            throw Problem.Kind.INVALID.because(String.valueOf(e.getMessage()));
        }
    }

    private static void compare(JsonObject object, Class<?> type, String where, List<Problem.Fault> faults) {
        List<RecordComponent> known = Arrays.asList(type.getRecordComponents());
        object.keySet().stream().filter(name -> known.stream().noneMatch(c -> c.getName().equals(name)))
                .forEach(name -> faults.add(new Problem.Fault(where + "/" + name, "there is no such field; there are: "
                        + String.join(", ", known.stream().map(RecordComponent::getName).toList()))));
        for (RecordComponent component : known) {
            String pointer = where + "/" + component.getName();
            Optional<JsonElement> value = Optional.ofNullable(object.get(component.getName()))
                    .filter(element -> !element.isJsonNull());
            Optional<Class<?>> item = itemRecord(component.getGenericType());
            if (item.isPresent() && value.filter(JsonElement::isJsonArray).isPresent()) {
                compareItems(value.get().getAsJsonArray(), item.get(), pointer, faults);
            } else {
                fault(component.getGenericType(), value).ifPresent(f -> faults.add(new Problem.Fault(pointer, f)));
            }
        }
    }

    /** The record that a list is made of. */
    private static Optional<Class<?>> itemRecord(Type type) {
        return type instanceof ParameterizedType of && of.getRawType() == List.class
                && of.getActualTypeArguments()[0] instanceof Class<?> item && item.isRecord()
                        ? Optional.of(item)
                        : Optional.empty();
    }

    private static void compareItems(JsonArray items, Class<?> type, String where, List<Problem.Fault> faults) {
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i).isJsonObject()) {
                compare(items.get(i).getAsJsonObject(), type, where + "/" + i, faults);
            } else {
                faults.add(new Problem.Fault(where + "/" + i, "write an object"));
            }
        }
    }

    /** Refuses what has faults. */
    static void refuse(List<Problem.Fault> faults) {
        if (!faults.isEmpty()) {
            throw new ProblemException(Problem.Kind.INVALID.problem(faults.size() == 1
                    ? faults.getFirst().pointer() + ": " + faults.getFirst().text()
                    : faults.size() + " faults").with(faults));
        }
    }

    private static JsonObject parse(String text) {
        try (var reader = new JsonReader(new StringReader(text))) {
            reader.setStrictness(Strictness.STRICT);
            JsonElement tree = TREE.read(reader);
            if (tree.isJsonObject() && reader.peek() == JsonToken.END_DOCUMENT) {
                return tree.getAsJsonObject();
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            // said below
        }
        throw Problem.Kind.BAD_REQUEST.because("the body is no JSON object");
    }

    private static Optional<String> fault(Type type, Optional<JsonElement> value) {
        if (type instanceof ParameterizedType of && of.getRawType() == Optional.class) {
            return value.flatMap(v -> fault(of.getActualTypeArguments()[0], value));
        }
        if (value.isEmpty()) {
            return Optional.of("it is missing");
        }
        JsonElement element = value.get();
        if (type instanceof ParameterizedType of && of.getRawType() == List.class) {
            return element.isJsonArray() && element.getAsJsonArray().asList().stream()
                    .allMatch(e -> fault(of.getActualTypeArguments()[0], Optional.of(e)).isEmpty())
                            ? Optional.empty()
                            : Optional.of("write a list");
        }
        boolean good = element instanceof JsonPrimitive primitive && isOf(type, primitive);
        return good ? Optional.empty() : Optional.of("write " + noun(type));
    }

    private static boolean isOf(Type type, JsonPrimitive primitive) {
        if (type == String.class) {
            return primitive.isString();
        }
        return (type == Boolean.class || type == boolean.class) ? primitive.isBoolean() : isWhole(primitive);
    }

    private static boolean isWhole(JsonPrimitive primitive) {
        return primitive.isNumber() && primitive.getAsString().matches("-?\\d{1,9}");
    }

    private static String noun(Type type) {
        return type == String.class
                ? "a text"
                : type == Boolean.class || type == boolean.class ? "true or false" : "a whole number";
    }
}
