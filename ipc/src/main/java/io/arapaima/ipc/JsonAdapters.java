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
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
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

    /** A record that was read has every component; a missing one is an error here, not a null pointer later. */
    static final TypeAdapterFactory WHOLE_RECORDS = new TypeAdapterFactory() {
        @Override
        public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            return type.getRawType().isRecord() ? new WholeRecord<>(type, gson.getDelegateAdapter(this, type)) : null;
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

    private static final class WholeRecord<T> extends TypeAdapter<T> {
        private final TypeToken<T> type;
        private final TypeAdapter<T> delegate;
        /** Asking for them copies them, each time. */
        private final RecordComponent[] components;

        WholeRecord(TypeToken<T> type, TypeAdapter<T> delegate) {
            this.type = type;
            this.delegate = delegate;
            this.components = type.getRawType().getRecordComponents();
            for (RecordComponent component : components) {
                // Records of other modules may be hidden; their components are none the less their state.
                component.getAccessor().setAccessible(true);
            }
        }

        @Override
        public void write(JsonWriter out, T value) throws IOException {
            delegate.write(out, value);
        }

        @Override
        public T read(JsonReader in) throws IOException {
            try {
                T value = delegate.read(in);
                for (RecordComponent component : components) {
                    if (component.getAccessor().invoke(value) == null) {
                        throw new JsonParseException(
                                type.getRawType().getSimpleName() + " lacks " + component.getName());
                    }
                }
                return value;
            } catch (ReflectiveOperationException | NullPointerException e) {
                throw new JsonParseException(type.getRawType().getSimpleName() + " is not whole: " + e, e);
            }
        }
    }
}
