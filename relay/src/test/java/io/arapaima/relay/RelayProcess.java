package io.arapaima.relay;

import io.arapaima.testkit.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A relay as it runs in earnest: a process of its own, driven over its socket. */
final class RelayProcess implements AutoCloseable {
    final Path socket;
    final Process process;

    private RelayProcess(Path socket, Process process) {
        this.socket = socket;
        this.process = process;
    }

    /** Starts it and waits until its socket listens. */
    static RelayProcess start(Path folder, String... options) throws IOException, InterruptedException {
        Path socket = folder.resolve("relay.sock");
        List<String> words = new ArrayList<>(List.of("--socket", socket.toString()));
        words.addAll(List.of(options));
        var relay = new RelayProcess(socket, spawn(folder.resolve("relay.log"), words.toArray(String[]::new)));
        for (int i = 0; i < 3000 && relay.process.isAlive(); i++) {
            try (RelayClient client = RelayClient.connect(socket)) {
                client.table();
                return relay;
            } catch (IOException notYet) {
                Thread.sleep(20);
            }
        }
        relay.process.destroyForcibly();
        throw new IOException("relay did not start: " + Files.readString(folder.resolve("relay.log")));
    }

    /** The program with whatever options; what it prints goes to the file. */
    static Process spawn(Path log, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(JvmFlags.of("relay"));
        command.addAll(List.of("-XX:TieredStopAtLevel=" + (options.length > 1 ? 4 : 1), "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    RelayClient connect() throws IOException {
        return RelayClient.connect(socket);
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
    }
}
