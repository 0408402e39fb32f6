package io.arapaima.ipc;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Subjects to JSON and back: {@code {"kind":"server","service":"web","name":"s1"}}. A kind that is not known here is a component. */
final class SubjectAdapter extends TypeAdapter<Subject> {
    static final TypeAdapterFactory FACTORY = new TypeAdapterFactory() {
        @Override
        @SuppressWarnings("unchecked") // the type was looked at
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            return Subject.class.isAssignableFrom(type.getRawType())
                    ? (TypeAdapter<T>) new SubjectAdapter(gson, one -> gson.getDelegateAdapter(this, one)).nullSafe()
                    : null;
        }
    };
    private static final String KIND = "kind";

    private final Gson gson;
    private final Map<String, TypeAdapter<? extends Subject>> records = new LinkedHashMap<>();

    private SubjectAdapter(Gson gson, Function<TypeToken<? extends Subject>, TypeAdapter<? extends Subject>> plain) {
        this.gson = gson;
        Arrays.stream(Subject.class.getPermittedSubclasses()).map(one -> one.asSubclass(Subject.class))
                .forEach(one -> records.put(kind(one), plain.apply(TypeToken.get(one))));
    }

    private static String kind(Class<? extends Subject> type) {
        return type.getSimpleName().toLowerCase(Locale.ROOT);
    }

    @Override
    @SuppressWarnings("unchecked") // each adapter stands under the name of its own type
    public void write(JsonWriter out, Subject subject) throws IOException {
        var object = new JsonObject();
        String kind = kind(subject.getClass());
        object.addProperty(KIND, kind);
        var plain = (TypeAdapter<Subject>) adapter(kind);
        plain.toJsonTree(subject).getAsJsonObject().entrySet()
                .forEach(field -> object.add(field.getKey(), field.getValue()));
        gson.toJson(object, out);
    }

    private TypeAdapter<? extends Subject> adapter(String kind) {
        TypeAdapter<? extends Subject> known = records.get(kind);
        return known == null ? adapter(kind(Subject.Component.class)) : known;
    }

    @Override
    public Subject read(JsonReader in) throws IOException {
        JsonElement read = gson.fromJson(in, JsonElement.class);
        if (!read.isJsonObject()) {
            throw new JsonParseException("a subject is an object and not " + JsonAdapters.shortened(read.toString()));
        }
        JsonObject object = read.getAsJsonObject();
        String kind = Optional.ofNullable(object.get(KIND)).map(JsonElement::getAsString).orElse("");
        return adapter(kind).fromJsonTree(object);
    }
}
