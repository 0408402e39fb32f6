package io.arapaima.check;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this process holds at one moment.
 *
 * @param sockets number of open sockets
 * @param files what each other open file descriptor points to, but for jars, which the JDK opens when it sees fit
 * @param threads platform threads that are not the JDK's own, and virtual threads
 * @param programs processes that descend from this one, and orphans of its process group; not those of a {@link RealServer}
 */
record Holdings(int sockets, List<String> files, Set<String> threads, Set<String> programs) {
    private static final Pattern VIRTUAL = Pattern.compile("(?m)^#(\\d+) \"([^\"]*)\" virtual");
    /** The JDK keeps these for all, and ends them when it sees fit. */
    private static final Pattern OF_THE_JDK = Pattern
            .compile("SubPoller-.*|ForkJoinPool\\.commonPool-.*|JNA Cleaner.*|process reaper.*");

    /** Where a build that tests modules at the same time says which one this is. */
    private static final String MODULE = "ARAPAIMA_TESTS_OF";
    private static final String CLOSED_MEANWHILE = "";
    private static final AtomicBoolean POLLERS_OPEN = new AtomicBoolean();

    /**
     * The first virtual thread that waits for a socket makes the JDK open its pollers, for good, and the kit its own. A check whose first
     * answer came too fast to be waited for would be blamed for them.
     */
    private static void openPollers() throws IOException {
        if (POLLERS_OPEN.getAndSet(true)) {
            return;
        }
        ConnectWaits.shared();
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(1);
            Thread.ofVirtual().start(() -> {
                try {
                    server.accept().close();
                } catch (IOException _) {
                    // nobody comes
                }
            }).join();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    static Holdings now() throws IOException {
        openPollers();
        int sockets = 0;
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path each : descriptors) {
                String link = linkOf(each);
                if (link.startsWith("socket:")) {
                    sockets++;
                } else if (!link.endsWith(".jar") && !link.equals(CLOSED_MEANWHILE)) {
                    files.add(link);
                }
            }
        }
        Set<String> threads = platformThreads();
        threads.addAll(virtualThreads());
        return new Holdings(sockets, files, threads, runningPrograms());
    }

    /**
     * What has come and not gone since a moment before.
     *
     * @param before that moment
     * @param descriptors from how many new descriptors of a kind on it is a leak; a few may be the JDK's own
     */
    List<String> grownSince(Holdings before, int descriptors) {
        List<String> grown = new ArrayList<>();
        if (sockets - before.sockets >= descriptors) {
            grown.add((sockets - before.sockets) + " sockets");
        }
        List<String> opened = new ArrayList<>(files);
        before.files.forEach(opened::remove);
        if (files.size() - before.files.size() >= descriptors) {
            grown.add((files.size() - before.files.size()) + " files or pipes, among " + opened);
        }
        threads.stream().filter(each -> !before.threads.contains(each)).forEach(each -> grown.add("thread " + each));
        programs.stream().filter(each -> !before.programs.contains(each)).forEach(each -> grown.add("program " + each));
        return grown;
    }

    private static String linkOf(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException _) {
            return CLOSED_MEANWHILE;
        }
    }

    /**
     * The tree of processes does not do, because an orphan has left it; it is still in the group, with a parent outside.
     * Others in the group belong to the build that started us, and so may orphans: of the tests of another module.
     */
    private static Set<String> runningPrograms() {
        String group = groupOf(ProcessHandle.current());
        Stream<ProcessHandle> orphans = ProcessHandle.allProcesses().filter(each -> groupOf(each).equals(group))
                .filter(each -> !each.parent().map(Holdings::groupOf).orElse("").equals(group))
                .filter(each -> !isOfAnotherModule(each));
        return Stream.concat(ProcessHandle.current().descendants(), orphans).filter(each -> !RealServer.owns(each))
                .map(each -> each.pid() + " " + each.info().commandLine().orElse("")).collect(Collectors.toSet());
    }

    /** From proc(5): after the command in parentheses come state, parent and group. A zombie is in no group here. */
    private static String groupOf(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
            return fields[0].equals("Z") ? "" : fields[2];
        } catch (IOException _) {
            return "";
        }
    }

    /** Whose tests started it stands in what it inherited, if that can be read; in doubt it is ours. */
    private static boolean isOfAnotherModule(ProcessHandle process) {
        String ours = System.getenv(MODULE);
        try {
            String environment = Files.readString(Path.of("/proc/" + process.pid() + "/environ"),
                    StandardCharsets.ISO_8859_1);
            return ours != null && ("\0" + environment).contains("\0" + MODULE + "=")
                    && !("\0" + environment).contains("\0" + MODULE + "=" + ours + "\0");
        } catch (IOException _) {
            return false;
        }
    }

    private static Set<String> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(Holdings::belongsToACheck)
                .map(each -> "#" + each.threadId() + " " + each.getName())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean belongsToACheck(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group != null && !Set.of("system", "InnocuousThreadGroup", "CarrierThreads").contains(group.getName())
                && !OF_THE_JDK.matcher(thread.getName()).matches();
    }

    /** Only the JDK's own dump knows virtual threads. */
    private static List<String> virtualThreads() throws IOException {
        Path directory = Files.createTempDirectory("contract");
        Path dump = directory.resolve("threads");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpThreads(dump.toString(),
                    ThreadDumpFormat.TEXT_PLAIN);
            return VIRTUAL.matcher(Files.readString(dump)).results()
                    .filter(found -> !OF_THE_JDK.matcher(found.group(2)).matches())
                    .map(found -> "#" + found.group(1) + " " + found.group(2) + " (virtual)").toList();
        } finally {
            Files.deleteIfExists(dump);
            Files.delete(directory);
        }
    }
}
