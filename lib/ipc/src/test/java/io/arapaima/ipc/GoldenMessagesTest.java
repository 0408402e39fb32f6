package io.arapaima.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every message of protocol version 1 as builds of that version write it, in {@code messages-1.jsonl}. A line of that file is
 * never changed and never removed while {@link Message.Hello#PROTOCOL} is 1: a new message appends its own. The shorter lines of a type
 * are those of commit f689fce, from before the version had a number.
 */
class GoldenMessagesTest {
    static List<String> golden() throws IOException {
        try (InputStream file = Objects.requireNonNull(
                GoldenMessagesTest.class.getResourceAsStream("messages-1.jsonl"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** What was said is still heard, and what this build says is heard by those that wrote the file. */
    @ParameterizedTest
    @MethodSource("golden")
    void aMessageOfVersionOneKeepsAllThatItSays(String line) throws IOException {
        JsonElement now = JsonParser.parseString(Json.writeMessage(Json.readMessage(line)));
        assertThat(now).satisfies(n -> holds(n, JsonParser.parseString(line), "message"));
    }

    private static void holds(JsonElement now, JsonElement then, String where) {
        if (then instanceof JsonObject object) {
            object.entrySet().forEach(entry -> {
                String inside = where + "." + entry.getKey();
                assertThat(now.getAsJsonObject().keySet()).as("what %s says", where).contains(entry.getKey());
                holds(now.getAsJsonObject().get(entry.getKey()), entry.getValue(), inside);
            });
        } else if (then instanceof JsonArray list) {
            assertThat(now.getAsJsonArray()).as(where).hasSize(list.size());
            for (int i = 0; i < list.size(); i++) {
                holds(now.getAsJsonArray().get(i), list.get(i), where + "[" + i + "]");
            }
        } else {
            assertThat(now).as(where).isEqualTo(then);
        }
    }

    @Test
    void everyMessageHasALine() throws IOException {
        var types = new TreeSet<String>();
        for (String line : golden()) {
            types.add(JsonParser.parseString(line).getAsJsonObject().get("type").getAsString());
        }
        assertThat(types).as("append a line for a new message to messages-1.jsonl").isEqualTo(
                new TreeSet<>(Json.messages()));
    }

    /** A build that is older than a component leaves it out. */
    @ParameterizedTest
    @MethodSource("golden")
    void aComponentThatIsNotKnownIsIgnored(String line) throws IOException {
        JsonObject newer = JsonParser.parseString(line).getAsJsonObject();
        newer.addProperty("sinceTomorrow", true);
        assertThat(Json.readMessage(newer.toString())).isEqualTo(Json.readMessage(line));
    }

    @Test
    void aHelloOfVersionOneSpeaksProtocolOne() throws IOException {
        assertThat(Json.readMessage("{\"type\":\"Hello\",\"program\":\"nanny\",\"version\":\"0.1.0\",\"pid\":7}"))
                .isEqualTo(new Message.Hello("nanny", "0.1.0", 7, 1, Optional.empty()));
    }
}
