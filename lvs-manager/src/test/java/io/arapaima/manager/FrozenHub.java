package io.arapaima.manager;

import io.arapaima.ipc.Event;
import io.arapaima.ipc.Json;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.reason.Role;
import io.arapaima.ipc.Verdict;
import io.arapaima.manager.memory.StateWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** A program for {@link FrozenDiskTest}: a hub on a disk that it freezes while servers die, and thaws in any case. */
final class FrozenHub {
    private static final String LVS_CF = """
            data_plane = none
            virtual web {
                active = 1
                address = 10.0.0.100 eth0:1
                port = 80
                server s1 { address = 10.0.0.11
                active = 1 }
                server s2 { address = 10.0.0.12
                active = 1 }
                server s3 { address = 10.0.0.13
                active = 1 }
            }
            """.replace(" }", "\n}").replace("{ ", "{\n");
    private static final int LOOKS = 3000;

    private FrozenHub() {}

    public static void main(String[] args) throws Exception {
        Path disk = Path.of(args[0]);
        Files.writeString(disk.resolve("lvs.cf"), LVS_CF);
        var plane = new MemoryDataPlane();
        TestHub hub = TestHub.start(disk, () -> plane, new MemoryAddressPlane(), Optional.of(Role.ACTIVE),
                StateWriter.start(disk, InstantSource.system()));
        int code = 0;
        try {
            for (int i = 1; i <= 3; i++) {
                judge(hub, i, Verdict.State.UP);
            }
            await("three are in", () -> servers(plane) == 3);
            freeze("-f", disk);
            judge(hub, 1, Verdict.State.DOWN);
            await("first left", () -> servers(plane) == 2);
            Thread.sleep(1500); // whoever writes does so now
            judge(hub, 2, Verdict.State.DOWN);
            await("second left", () -> servers(plane) == 1);
            var answer = new CompletableFuture<Message.Answer>();
            hub.director().post(
                    new Input.Operate(new Message.Operate("web/s3", Message.Operate.Action.QUIESCE), "root", answer));
            answer.join().lines().forEach(line -> System.out.println("operator: " + line));
            await("told in status", () -> !troubles(hub).isEmpty());
            troubles(hub).forEach(line -> System.out.println("trouble: " + line));
        } catch (Exception e) {
            e.printStackTrace(System.out);
            code = 1;
        } finally {
            freeze("-u", disk);
        }
        if (code == 0) {
            await("trouble over", () -> troubles(hub).isEmpty());
            hub.stop();
            System.out.println("in the journal: " + Files.readAllLines(disk.resolve("events.jsonl")).stream()
                    .map(line -> Json.read(line, Event.class))
                    .filter(event -> event.now().equals("down") || event.now().equals("quiesced"))
                    .map(event -> event.subject() + " " + event.now()).toList());
        }
        System.exit(code);
    }

    private static void judge(TestHub hub, int server, Verdict.State state) {
        hub.director()
                .post(new Input.Verdicts(List.of(new Verdict("web/s" + server + "@10.0.0.1" + server + ":80", state,
                        state == Verdict.State.UP ? "passed" : "REFUSED", Instant.now()))));
    }

    private static int servers(MemoryDataPlane plane) throws Exception {
        return plane.table().entries().stream().mapToInt(entry -> entry.destinations().size()).sum();
    }

    private static List<String> troubles(TestHub hub) {
        var answer = new CompletableFuture<Message.Status>();
        hub.director().post(new Input.Status(answer));
        return answer.join().snapshot().troubles().stream().filter(t -> t.startsWith("state folder")).toList();
    }

    private static void freeze(String how, Path disk) throws Exception {
        if (new ProcessBuilder("fsfreeze", how, disk.toString()).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("fsfreeze " + how + " failed");
        }
    }

    private static void await(String what, Callable<Boolean> wanted) throws Exception {
        for (int i = 0; i < LOOKS; i++) {
            if (wanted.call()) {
                System.out.println(what);
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("not within 30 s: " + what);
    }
}
