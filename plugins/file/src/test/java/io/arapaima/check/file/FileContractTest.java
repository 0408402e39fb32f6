package io.arapaima.check.file;

import io.arapaima.check.Behaviour;
import io.arapaima.check.CheckContract;
import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.Expectation;
import io.arapaima.check.Peer;
import io.arapaima.check.Terms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

class FileContractTest extends CheckContract {
    private static final int HUGE = 50_000_000;

    @TempDir
    private Path folder;

    @Override
    protected Terms terms() {
        String noServer = "a file on the director is there or not; no server is asked";
        Terms terms = Terms.of(new FileCheck()).neverBlocks("a regular file is read at once");
        for (Behaviour each : Behaviour.values()) {
            switch (each) {
                case ANSWERS -> terms.against(each, () -> peer("up\n".getBytes(StandardCharsets.US_ASCII)),
                        Expectation.passed());
                case REFUSES -> terms.against(each, () -> peer("down for repair\n".getBytes(StandardCharsets.US_ASCII)),
                        Expectation.failed(Reason.PROGRAM));
                case TALKS_GARBAGE -> terms.against(each, () -> peer(random(4096)), Expectation.inconclusive());
                case FLOODS -> terms.against(each, () -> peer(random(HUGE)), Expectation.inconclusive());
                case HANGS, DRIPS, CLOSES_EARLY, RESETS, BLACK_HOLE -> terms.without(each, noServer);
            }
        }
        return terms;
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    private Peer peer(byte[] contents) throws IOException {
        return Peer.of(Map.of("path", Files.write(Files.createTempFile(folder, "state", ""), contents).toString()));
    }
}
