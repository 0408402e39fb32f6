package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The contract, as a judge of what is answered. */
final class Contract {
    private static final String HOME = "https://arapaima.invalid/openapi.yaml";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final Map<String, Object> document;
    private final SchemaRegistry registry;

    Contract() {
        try (InputStream in = Contract.class.getResourceAsStream("openapi.yaml")) {
            assertThat(in).isNotNull();
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            document = map(new YAMLMapper().readValue(text, Map.class));
            registry = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi31(), b -> b.schemas(Map.of(HOME, text)));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    Map<String, Object> at(String... path) {
        Map<String, Object> here = document;
        for (String name : path) {
            here = map(Optional.ofNullable(here.get(name)).orElseThrow(() -> new AssertionError(List.of(path))));
        }
        return here;
    }

    /** {@code GET /api/v1/state} to its description, for each operation. */
    Map<String, Map<String, Object>> operations() {
        Map<String, Map<String, Object>> operations = new LinkedHashMap<>();
        at("paths").forEach((path, item) -> map(item).forEach((method, operation) -> {
            if (METHODS.contains(method)) {
                operations.put(method.toUpperCase(java.util.Locale.ROOT) + " " + path, map(operation));
            }
        }));
        return operations;
    }

    /** The template that a path belongs to; the one with the fewest variables. */
    private Optional<String> template(String path) {
        return at("paths").keySet().stream()
                .filter(t -> path.matches(t.replace(".", "\\.").replaceAll("\\{[a-z]+}", "[^/]+")))
                .min(java.util.Comparator.comparingLong(t -> t.chars().filter(c -> c == '{').count()));
    }

    /** Judges an answer; those to addresses that are not in it are problems. */
    void judge(String method, String path, int status, String type, String body) {
        String where = method + " " + path + " -> " + status + " " + type + " " + body;
        Optional<String> template = template(path);
        String verb = method.equals("HEAD") ? "get" : method.toLowerCase(java.util.Locale.ROOT);
        if (template.isEmpty() || !at("paths", template.get()).containsKey(verb)) {
            assertThat(status).as(where).isGreaterThanOrEqualTo(400);
            valid(where, "#/components/schemas/Problem", body);
            return;
        }
        Map<String, Object> responses = at("paths", template.get(), verb, "responses");
        String key = responses.containsKey(Integer.toString(status)) ? Integer.toString(status) : "default";
        assertThat(key.equals("default") && status < 400).as("undeclared: " + where).isFalse();
        List<String> place = new ArrayList<>(List.of("paths", template.get(), verb, "responses", key));
        Map<String, Object> response = map(responses.get(key));
        if (response.get("$ref") instanceof String ref) {
            place = new ArrayList<>(List.of(ref.substring(2).split("/")));
            response = at(place.toArray(String[]::new));
        }
        if (!response.containsKey("content")) {
            assertThat(body).as(where).isEmpty();
            return;
        }
        assertThat(map(response.get("content"))).as(where).containsKey(type);
        if (type.endsWith("json")) {
            place.addAll(List.of("content", type, "schema"));
            valid(where, "#/" + String.join("/",
                    place.stream().map(p -> p.replace("~", "~0").replace("/", "~1")
                            .replace("{", "%7B").replace("}", "%7D")).toList()),
                    body);
        }
    }

    void valid(String where, String schema, String json) {
        assertThat(registry.getSchema(SchemaLocation.of(HOME + schema)).validate(json, InputFormat.JSON)).as(where)
                .isEmpty();
    }
}
