package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Version 1 of an event as others read it, in {@code events-1.jsonl}, an event of each kind; number 21 is of commit f689fce, which
 * knew no actor. A line of that file is never changed; docs/events.md says the same in words.
 */
class GoldenEventsTest {
    static List<String> golden() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                GoldenEventsTest.class.getResourceAsStream("events-1.jsonl"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static JsonObject json(String line) {
        return JsonParser.parseString(line).getAsJsonObject();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void anEventKeepsItsFieldsAndWhatTheySay(String line) throws IOException {
        JsonObject now = json(Json.write(Json.read(line, Event.class)));
        json(line).entrySet().forEach(field -> assertThat(now.get(field.getKey())).as(field.getKey())
                .isEqualTo(field.getValue()));
    }

    @ParameterizedTest
    @EnumSource
    void everyKindIsThereAndInTheManual(Event.Kind kind) throws IOException {
        assertThat(golden()).as("append a line")
                .anyMatch(line -> json(line).get("kind").getAsString().equals(kind.name()));
        assertThat(manual()).contains("| `" + kind + "` | " + (kind.mailed() ? "yes" : "no") + " | ");
    }

    @Test
    void everyFieldIsInTheManual() throws IOException {
        String manual = manual();
        assertThat(Arrays.stream(Event.class.getRecordComponents()).map(RecordComponent::getName))
                .allSatisfy(name -> assertThat(manual).contains("| `" + name + "` | "));
    }

    private static String manual() throws IOException {
        return Files.readString(Path.of("../../docs/events.md"));
    }
}
