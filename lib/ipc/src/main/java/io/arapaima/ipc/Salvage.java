package io.arapaima.ipc;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can still be understood of a damaged record.
 *
 * @param gson how values are read
 * @param lost gets the names of the components that are not whole
 */
record Salvage(Gson gson, List<String> lost) {
    <T extends Record> T record(String json, T empty) {
        JsonObject whole = beginning(json);
        RecordComponent[] components = empty.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = component(components[i], whole.get(components[i].getName()), empty);
        }
        try {
            @SuppressWarnings("unchecked") // a record's class is final
            var constructor = (java.lang.reflect.Constructor<T>) empty.getClass().getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            lost.add("everything");
            return empty;
        }
    }

    /** Whatever stands whole before the first fault; the value at the fault itself may be cut. */
    private JsonObject beginning(String json) {
        var found = new JsonObject();
        String name = "";
        try (var in = new JsonReader(new StringReader(json))) {
            in.beginObject();
            while (in.hasNext()) {
                name = in.nextName();
                found.add(name, JsonParser.parseReader(in));
            }
            in.endObject();
        } catch (IOException | RuntimeException e) {
            found.remove(name);
            lost.add(name.isEmpty() ? "everything" : name + " and what stands behind it");
        }
        return found;
    }

    private Object component(RecordComponent component, @org.jspecify.annotations.Nullable JsonElement said,
            Record empty) {
        Object instead = inside(component, empty);
        if (said == null || said.isJsonNull()) {
            return instead;
        }
        Optional<Object> whole = value(said, component.getGenericType());
        if (whole.isPresent()) {
            return whole.get();
        }
        lost.add((said.isJsonArray() || said.isJsonObject() ? "a part of " : "") + component.getName());
        if (component.getGenericType() instanceof ParameterizedType type) {
            Type[] inner = type.getActualTypeArguments();
            if (said instanceof JsonArray list && type.getRawType() == List.class) {
                return list.asList().stream().flatMap(one -> value(one, inner[0]).stream()).toList();
            } else if (said instanceof JsonObject map && type.getRawType() == Map.class && inner[0] == String.class) {
                Map<String, Object> entries = new LinkedHashMap<>();
                map.entrySet().forEach(e -> value(e.getValue(), inner[1]).ifPresent(v -> entries.put(e.getKey(), v)));
                return entries;
            }
        }
        return instead;
    }

    /** A value that is understood in full; a list or map with holes is not. */
    private Optional<Object> value(JsonElement said, Type type) {
        try {
            Object value = gson.fromJson(said, type);
            boolean holes = switch (value) {
                case List<?> list -> new ArrayList<>(list).contains(null);
                case Map<?, ?> map -> new ArrayList<>(map.values()).contains(null);
                case null, default -> false;
            };
            return holes ? Optional.empty() : Optional.ofNullable(value);
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Object inside(RecordComponent component, Record empty) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(empty);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(Arrays.toString(empty.getClass().getRecordComponents()), e);
        }
    }
}
