package io.arapaima.ipc;

import io.arapaima.config.ConfigChange;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.PartnerState;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import io.arapaima.config.DocumentEdit;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The records of a sealed interface to JSON and back, as an object whose {@code kind} says which: {@code
 * {"kind":"server","service":"web","name":"s1"}}. A kind that only a later build knows becomes the most general one, where there is
 * one; else it is refused.
 *
 * @param <T> the sealed interface
 */
final class SealedAdapter<T> extends TypeAdapter<T> {
    /** Each with what stands for a kind that is not known; nothing does for an edit, which would do something else than was meant. */
    private static final Map<Class<?>, Optional<Class<?>>> GENERAL = Map.of(Subject.class,
            Optional.of(Subject.Component.class), Reason.class, Optional.of(Reason.Said.class), DocumentEdit.class,
            Optional.empty(), ConfigChange.class, Optional.of(ConfigChange.Other.class), PartnerState.class,
            Optional.of(PartnerState.OtherState.class));
    private static final String KIND = "kind";

    static final TypeAdapterFactory FACTORY = new TypeAdapterFactory() {
        @Override
        @SuppressWarnings("unchecked") // the type was looked at
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            return GENERAL.keySet().stream().filter(sealed -> sealed.isAssignableFrom(type.getRawType())).findFirst()
                    .map(sealed -> (TypeAdapter<T>) new SealedAdapter<Object>(sealed, gson,
                            one -> (TypeAdapter<Object>) gson.getDelegateAdapter(this, TypeToken.get(one))).nullSafe())
                    .orElse(null);
        }
    };

    private final Gson gson;
    private final Function<Class<?>, TypeAdapter<T>> plain;
    private final Map<String, Class<?>> kinds;
    private final Optional<Class<?>> general;
    /** Asked for when first needed: a record may hold another of its own kind. */
    private final Map<Class<?>, TypeAdapter<T>> adapters = new ConcurrentHashMap<>();

    private SealedAdapter(Class<?> sealed, Gson gson, Function<Class<?>, TypeAdapter<T>> plain) {
        this.gson = gson;
        this.plain = plain;
        this.kinds = records(sealed)
                .collect(Collectors.toUnmodifiableMap(SealedAdapter::kind, one -> one));
        this.general = GENERAL.getOrDefault(sealed, Optional.empty());
    }

    /** The records among the heirs of a sealed interface, at any depth. */
    static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(SealedAdapter::records);
    }

    private static String kind(Class<?> type) {
        String name = type.getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private TypeAdapter<T> adapter(Class<?> type) {
        TypeAdapter<T> known = adapters.get(type);
        if (known == null) {
            known = plain.apply(type);
            adapters.put(type, known);
        }
        return known;
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
        var object = new JsonObject();
        object.addProperty(KIND, kind(value.getClass()));
        adapter(value.getClass()).toJsonTree(value).getAsJsonObject().entrySet()
                .forEach(field -> object.add(field.getKey(), field.getValue()));
        gson.toJson(object, out);
    }

    @Override
    public T read(JsonReader in) throws IOException {
        JsonElement read = gson.fromJson(in, JsonElement.class);
        if (!read.isJsonObject()) {
            throw new JsonParseException("expected an object with a kind and not "
                    + JsonAdapters.shortened(read.toString()));
        }
        JsonObject object = read.getAsJsonObject();
        String kind = Optional.ofNullable(object.get(KIND)).map(JsonElement::getAsString).orElse("");
        Class<?> known = Optional.<Class<?>>ofNullable(kinds.get(kind)).or(() -> general)
                .orElseThrow(
                        () -> new JsonParseException("the kind " + JsonAdapters.shortened(kind) + " is not known"));
        return adapter(known).fromJsonTree(object);
    }
}
