package io.arapaima.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.arapaima.ipc.peer.PeerRole;
import io.arapaima.testkit.Await;
import io.arapaima.web.access.Door;
import io.arapaima.web.access.UserFile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The stream over a real hub. */
class StreamTest extends ActiveDirector {
    private static final int ASKED = 300;
    private static final int LIMIT = 200;

    private Wire stream(String token, String more) throws Exception {
        return new Wire(console).say("GET /api/v1/stream HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n"
                + more + "\r\n");
    }

    /** One whole message of that name, and what came before it. */
    private static String message(Wire wire, String name) throws Exception {
        String before = wire.until("event: " + name + "\n");
        return before + wire.until("\n\n");
    }

    private static String data(String message) {
        return message.substring(message.lastIndexOf("data: ") + "data: ".length()).strip();
    }

    private static void valid(String schema, String message) {
        Console.contract().valid(schema, "#/components/schemas/" + schema, data(message));
    }

    @Test
    void aChangeComesAsADeltaAndAsAnEvent() throws Exception {
        try (Wire wire = stream(console.token(PeerRole.VIEWER), "")) {
            valid("Hello", message(wire, "hello"));
            String snapshot = message(wire, "snapshot");
            valid("State", snapshot);
            assertThat(console.as(PeerRole.OPERATOR, "POST", "/api/v1/overrides",
                    "{\"servers\":[\"web:s1\"],\"action\":\"force-up\"}", "If-Match", "*").statusCode()).isEqualTo(200);
            String event = message(wire, "event");
            valid("Event", event);
            assertThat(event).contains("token operator");
            String delta = message(wire, "delta");
            valid("Delta", delta);
            assertThat(data(delta)).contains("\"web:s1\"", "forced-up").doesNotContain("\"web:s2\"");
            String id = snapshot.replaceAll("(?s).*\nid: ([\\w.]+)\n.*", "$1");
            try (Wire later = stream(console.token(PeerRole.VIEWER), "Last-Event-ID: " + id + "\r\n")) {
                String missed = message(later, "delta");
                assertThat(missed).doesNotContain("event: snapshot");
                assertThat(data(missed)).contains("forced-up");
            }
        }
    }

    @Test
    void aHubThatGoesIsToldAndOneThatComesBackToo() throws Exception {
        try (Wire wire = stream(console.token(PeerRole.VIEWER), "")) {
            message(wire, "snapshot");
            hub.kill();
            String lost = message(wire, "link");
            valid("Link", lost);
            assertThat(data(lost)).contains("\"connected\":false");
            hub.startAgain();
            String found = data(message(wire, "link"));
            while (!found.contains("\"connected\":true")) {
                found = data(message(wire, "link")); // it is missed for more than one reason
            }
        }
    }

    @Test
    void aSessionThatEndsEndsItsStreams() throws Exception {
        String token = console.token(PeerRole.OPERATOR);
        try (Wire wire = stream(token, "")) {
            message(wire, "snapshot");
            console.site().users().change(f -> f
                    .withoutToken(token.substring(token.indexOf('_') + 1, token.indexOf('_', "arapaima_".length()))));
            message(wire, "sign-in-ends");
            assertThat(wire.rest()).doesNotContain("event:");
        }
    }

    /** Of 300 that are asked for, by 31 who ask, 200 are open, and the others are told why not; all others are served meanwhile. */
    @Test
    void threeHundredStreamsAreTwoHundred() throws Exception {
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < ASKED / 10 + 1; i++) {
            Door.NewToken token = Door.NewToken.make();
            tokens.add(token.text());
            String name = "wall " + i;
            console.site().users()
                    .change(f -> f.with(new UserFile.Token(token.id(), name, PeerRole.VIEWER, token.hash(),
                            "test", Instant.now(), Optional.empty())));
        }
        List<Wire> wires = new ArrayList<>();
        int open = 0;
        int refused = 0;
        try {
            for (int i = 0; i < ASKED; i++) {
                Wire wire = stream(tokens.get(i / 10), "");
                wires.add(wire);
                String status = wire.until("\r\n");
                if (status.contains(" 200")) {
                    open++;
                } else {
                    assertThat(status).contains(" 503");
                    refused++;
                }
            }
            assertThat(open).isEqualTo(LIMIT);
            assertThat(refused).isEqualTo(ASKED - LIMIT);
            assertThat(console.get("/api/v1/state").statusCode()).isEqualTo(200);
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
        Await.until("those that left are not counted any more", () -> {
            try (Wire wire = stream(tokens.getFirst(), "")) {
                return wire.until("\r\n").contains(" 200");
            }
        });
    }

    @Test
    void nobodyTakesAllTheStreams() throws Exception {
        List<Wire> wires = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                wires.add(stream(console.token(PeerRole.VIEWER), ""));
                assertThat(wires.getLast().until("\r\n")).contains(" 200");
            }
            wires.add(stream(console.token(PeerRole.VIEWER), ""));
            assertThat(wires.getLast().until("\r\n")).contains(" 429");
            wires.add(stream(console.token(PeerRole.EDITOR), ""));
            assertThat(wires.getLast().until("\r\n")).contains(" 200");
        } finally {
            for (Wire wire : wires) {
                wire.close();
            }
        }
    }
}
