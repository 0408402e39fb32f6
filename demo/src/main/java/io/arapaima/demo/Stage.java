package io.arapaima.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Everything around the suite and the suite itself; started in order, stopped in reverse, nothing left behind. */
final class Stage implements AutoCloseable {
    private final Path folder;
    private final Mailbox mailbox = new Mailbox();
    private final List<WebServer> servers;
    private final Client client = new Client();
    private final Supervised manager;
    private final HubWindow hub;
    private final WebConsole web;

    private Stage(Path folder, Path home, boolean quiet) throws IOException {
        this.folder = folder;
        Path loads = Files.createDirectory(folder.resolve("loads"));
        var started = new ArrayList<WebServer>();
        for (Map.Entry<String, InetAddress> server : WebServer.ADDRESSES.entrySet()) {
            started.add(new WebServer(server.getKey(), server.getValue(), loads));
        }
        this.servers = List.copyOf(started);
        this.hub = new HubWindow(folder.resolve("run/lvs-manager.sock"));
        this.manager = new Supervised(home, folder, List.of(home.resolve("arapaima").toString(), "lvs-manager", "-c",
                "etc/demo/lvs.cf", "--run-dir", folder.resolve("run").toString(), "--state-dir",
                folder.resolve("state").toString()), quiet);
        this.web = new WebConsole(home, folder, quiet);
    }

    static Stage open(Path home, boolean quiet) throws IOException {
        var needed = new ArrayList<>(List.of(Client.VIRTUAL, Mailbox.ADDRESS, WebConsole.ADDRESS));
        WebServer.ADDRESSES.values().forEach(a -> needed.add(new InetSocketAddress(a, WebServer.PORT)));
        for (InetSocketAddress address : needed) {
            requireFree(address);
        }
        Path folder = Files.createTempDirectory("arapaima-demo-");
        var stage = new Stage(folder, home, quiet);
        stage.mailbox.start();
        stage.manager.start();
        return stage;
    }

    private static void requireFree(InetSocketAddress address) throws IOException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new IOException("the demo needs " + address.getHostString() + " port " + address.getPort()
                    + ", and it is taken (" + e.getMessage() + "); is another demo running?", e);
        }
    }

    Path folder() {
        return folder;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    WebServer server(String name) {
        return servers.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }

    Client client() {
        return client;
    }

    Supervised manager() {
        return manager;
    }

    HubWindow hub() {
        return hub;
    }

    WebConsole web() {
        return web;
    }

    /** Processes of the suite: lvs-manager's descendants and a relay that outlived one. */
    List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().arguments().map(List::of).orElse(List.of()).stream()
                        .anyMatch(a -> a.startsWith(folder.toString())))
                .filter(p -> p.pid() != ProcessHandle.current().pid()).toList();
    }

    long pidOf(String mainClass) {
        return processes().stream()
                .filter(p -> p.info().arguments().map(List::of).orElse(List.of()).contains(mainClass))
                .map(ProcessHandle::pid).findFirst().orElseThrow(() -> new Failure("no process runs " + mainClass));
    }

    @Override
    public void close() {
        client.close();
        web.close();
        manager.close();
        servers.forEach(WebServer::close);
        mailbox.close();
        awaitEnd();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(f -> f.delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process that is still there after its time is ended by force: the demo leaves nothing behind. */
    private void awaitEnd() {
        try {
            for (int i = 0; i < 100 && !processes().isEmpty(); i++) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        processes().forEach(ProcessHandle::destroyForcibly);
    }
}
