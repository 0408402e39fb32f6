package io.arapaima.demo;

import static io.arapaima.demo.LoneDirector.trouble;

import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.DirectorSnapshot.RealServerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site's own program in nanny's place, from lvs.cf to the table, with every process. */
class ClientMonitorTest {
    private static final Path OLD_NANNY = Path.of("../nanny/src/test/resources/monitors/old-nanny").toAbsolutePath();

    @TempDir
    private Path folder;

    private void is(String word) throws IOException {
        Files.move(Files.writeString(folder.resolve("next"), word + "\n"), folder.resolve("server"),
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static Predicate<DirectorSnapshot> server(Predicate<RealServerStatus> wanted) {
        return s -> s.services().stream().flatMap(each -> each.servers().stream()).anyMatch(wanted);
    }

    @Test
    void itsWordIsTheTableAndItsDeathIsNone() throws Exception {
        try (LoneDirector director = new LoneDirector(folder)) {
            is("wait");
            director.start(18_790, "client_monitor = %s\n  send = \"%s\"\n  timeout = 1".formatted(OLD_NANNY,
                    folder.resolve("server")), List.of());
            director.await(server(s -> s.state().equals("unknown") && !s.inTable()));
            is("up");
            director.await(server(s -> s.state().equals("up") && s.weight() == 1));
            is("up 2");
            director.await(server(s -> s.weight() == 2));
            is("die");
            director.await(trouble("ended with exit code 255"));
            director.await(server(s -> s.state().equals("up") && s.inTable() && s.notJudged().isPresent()));
            is("up 2");
            director.await(trouble("ended with exit code 255").negate());
            is("down");
            director.await(server(s -> s.state().equals("down") && !s.inTable()));
            String nanny = director.pid("nanny");
            director.signal("KILL", nanny);
            director.awaitAnother("nanny", nanny);
            is("up");
            director.await(server(s -> s.state().equals("up") && s.weight() == 1));
        }
    }
}
