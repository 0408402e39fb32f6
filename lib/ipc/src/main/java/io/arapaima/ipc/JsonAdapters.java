package io.arapaima.ipc;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What Gson does not know by itself: optionals, times, and that a record has no holes. */
final class JsonAdapters {
    private static final int SHOWN = 80;

    /** Optionals of every kind: null when empty. */
    static final TypeAdapterFactory OPTIONALS = new TypeAdapterFactory() {
        @Override
        @SuppressWarnings("unchecked") // each branch has just compared the raw type
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            Class<? super T> raw = type.getRawType();
            if (raw == OptionalInt.class) {
                return (TypeAdapter<T>) new Maybe<OptionalInt, Integer>(gson.getAdapter(Integer.class),
                        o -> o.isPresent() ? o.getAsInt() : null, OptionalInt::of, OptionalInt.empty());
            } else if (raw == OptionalLong.class) {
                return (TypeAdapter<T>) new Maybe<OptionalLong, Long>(gson.getAdapter(Long.class),
                        o -> o.isPresent() ? o.getAsLong() : null, OptionalLong::of, OptionalLong.empty());
            } else if (raw == OptionalDouble.class) {
                return (TypeAdapter<T>) new Maybe<OptionalDouble, Double>(gson.getAdapter(Double.class),
                        o -> o.isPresent() ? o.getAsDouble() : null, OptionalDouble::of, OptionalDouble.empty());
            } else if (raw == Optional.class) {
                Type inner = ((ParameterizedType) type.getType()).getActualTypeArguments()[0];
                var adapter = (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(inner));
                return (TypeAdapter<T>) new Maybe<Optional<Object>, Object>(adapter, o -> o.orElse(null), Optional::of,
                        Optional.empty());
            }
            return null;
        }
    };

    /** A record that was read has every component: one that nothing can stand for is an error here, not a null pointer later. */
    static final TypeAdapterFactory WHOLE_RECORDS = new TypeAdapterFactory() {
        @Override
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            return type.getRawType().isRecord()
                    ? new WholeRecord<>(gson, type, gson.getDelegateAdapter(this, type))
                    : null;
        }
    };

    /** Addresses as literals; a name is an error, because nobody here asks the name service. */
    static final TypeAdapter<InetAddress> ADDRESS = text(InetAddress::getHostAddress, InetAddress::ofLiteral);

    private JsonAdapters() {}

    static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    static <T> TypeAdapter<T> text(Function<String, T> parse) {
        return text(Object::toString, parse);
    }

    private static <T> TypeAdapter<T> text(Function<? super T, String> show, Function<String, T> parse) {
        return new TypeAdapter<T>() {
            @Override
            public void write(JsonWriter out, T value) throws IOException {
                out.value(show.apply(value));
            }

            @Override
            public T read(JsonReader in) throws IOException {
                try {
                    return parse.apply(in.nextString());
                } catch (java.time.DateTimeException | IllegalArgumentException e) {
                    throw new JsonParseException(e.getMessage(), e);
                }
            }
        };
    }

    private static final class Maybe<O, V> extends TypeAdapter<O> {
        private final TypeAdapter<V> inner;
        private final Function<O, @Nullable V> open;
        private final Function<V, O> wrap;
        private final O empty;

        Maybe(TypeAdapter<V> inner, Function<O, @Nullable V> open, Function<V, O> wrap, O empty) {
            this.inner = inner;
            this.open = open;
            this.wrap = wrap;
            this.empty = empty;
        }

        @Override
        public void write(JsonWriter out, O value) throws IOException {
            V inside = open.apply(value);
            if (inside == null) {
                out.nullValue();
            } else {
                inner.write(out, inside);
            }
        }

        @Override
        public O read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return empty;
            }
            return wrap.apply(inner.read(in));
        }
    }

    /** Reads what versions before and after this one wrote: what is missing is empty, what is unknown is skipped. */
    private static final class WholeRecord<T> extends TypeAdapter<T> {
        private final String name;
        private final TypeAdapter<T> delegate;
        /** Asking for them copies them, each time. */
        private final RecordComponent[] components;
        private final Constructor<? super T> constructor;
        private final Map<String, Integer> places = new HashMap<>();
        private final List<TypeAdapter<?>> adapters = new ArrayList<>();
        private final List<Optional<Object>> absent = new ArrayList<>();

        WholeRecord(Gson gson, TypeToken<T> type, TypeAdapter<T> delegate) {
            this.name = type.getRawType().getSimpleName();
            this.delegate = delegate;
            this.components = type.getRawType().getRecordComponents();
            for (RecordComponent component : components) {
                // Records of other modules may be hidden; their components are none the less their state.
                component.getAccessor().setAccessible(true);
                places.put(component.getName(), adapters.size());
                adapters.add(gson.getAdapter(TypeToken.get(component.getGenericType())));
                absent.add(Optional.ofNullable(absent(component.getType())));
            }
            try {
                this.constructor = type.getRawType().getDeclaredConstructor(
                        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
                constructor.setAccessible(true);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e); // every record has it
            }
        }

        /** What a component is that was not written; null where nothing can stand for it. */
        private static @Nullable Object absent(Class<?> type) {
            if (type.isPrimitive()) {
                return Array.get(Array.newInstance(type, 1), 0);
            } else if (type == String.class) {
                return "";
            } else if (type == Optional.class) {
                return Optional.empty();
            } else if (type == OptionalInt.class) {
                return OptionalInt.empty();
            } else if (type == OptionalLong.class) {
                return OptionalLong.empty();
            } else if (type == OptionalDouble.class) {
                return OptionalDouble.empty();
            } else if (type == Map.class) {
                return Map.of();
            } else if (type == Set.class) {
                return Set.of();
            }
            return type.isAssignableFrom(List.class) && Collection.class.isAssignableFrom(type) ? List.of() : null;
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            delegate.write(out, value);
        }

        @Override
        public @Nullable T read(JsonReader in) throws IOException {
            if (in.peek() == JsonToken.NULL) {
                in.nextNull();
                return null;
            }
            @Nullable
            Object[] values = new @Nullable Object[adapters.size()];
            in.beginObject();
            while (in.hasNext()) {
                Integer place = places.get(in.nextName());
                if (place == null) {
                    in.skipValue();
                } else {
                    values[place] = adapters.get(place).read(in);
                }
            }
            in.endObject();
            for (int i = 0; i < values.length; i++) {
                values[i] = values[i] == null ? absent.get(i).orElse(null) : values[i];
            }
            return whole(made(values));
        }

        /** What nothing stands for here, the record's own constructor may have put there. */
        private T whole(T value) {
            try {
                for (RecordComponent component : components) {
                    if (component.getAccessor().invoke(value) == null) {
                        throw new JsonParseException(name + " lacks " + component.getName());
                    }
                }
                return value;
            } catch (ReflectiveOperationException e) {
                throw new JsonParseException("cannot read " + name, e);
            }
        }

        @SuppressWarnings("unchecked") // the constructor is that of T
        private T made(@Nullable Object[] values) {
            try {
                return (T) constructor.newInstance(values);
            } catch (ReflectiveOperationException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                throw new JsonParseException(name + " is not whole: " + cause, e);
            }
        }
    }
}
