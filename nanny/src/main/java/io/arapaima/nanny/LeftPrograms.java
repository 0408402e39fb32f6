package io.arapaima.nanny;

import io.arapaima.check.CheckPrograms;
import io.arapaima.daemon.ProgramFamily;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Ends what programs of checks leave behind: children in the background, in a session of their own, or of an engine that was
 * killed. They are known by the mark in their environment ({@link CheckPrograms}); those that still belong to a running
 * program descend from this process. It looks only when programs have been started.
 */
final class LeftPrograms implements AutoCloseable {
    /** One look reads the environment of every process, some milliseconds. */
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger("nanny");

    private final String own = CheckPrograms.mark(ProcessHandle.current());
    private final Thread looker = Thread.ofPlatform().name("left-programs").daemon().unstarted(this::look);

    void start() {
        looker.start();
    }

    private void look() {
        try {
            endOrphans();
            while (true) {
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
                if (CheckPrograms.anyStarted()) {
                    endOrphans();
                }
            }
        } catch (InterruptedException e) {
            // close() wants the end.
        }
    }

    private void endOrphans() {
        Map<ProcessHandle, String> marked = ProgramFamily.marked(CheckPrograms.MARK);
        // Asked afterwards: what has come meanwhile is not among the marked ones.
        Set<ProcessHandle> alive = ProcessHandle.current().descendants().collect(Collectors.toCollection(HashSet::new));
        marked.forEach((process, owner) -> {
            boolean ours = owner.equals(own) && !alive.contains(process);
            if (ours || (!owner.equals(own) && !isAlive(owner))) {
                LOG.log(Level.DEBUG, "process {0} was left behind by a check", Long.toString(process.pid()));
                process.destroyForcibly();
            }
        });
    }

    private static boolean isAlive(String owner) {
        int end = owner.indexOf('-');
        try {
            Optional<ProcessHandle> engine = end < 0
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(owner.substring(0, end)));
            return engine.filter(process -> CheckPrograms.mark(process).equals(owner)).isPresent();
        } catch (NumberFormatException e) {
            return true; // not ours to end
        }
    }

    /** Ends everything that checks have started, and what that has left behind. */
    static void endAll() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        if (CheckPrograms.anyStarted()) {
            String own = CheckPrograms.mark(ProcessHandle.current());
            ProgramFamily.marked(CheckPrograms.MARK).forEach((process, owner) -> {
                if (owner.equals(own)) {
                    process.destroyForcibly();
                }
            });
        }
    }

    @Override
    public void close() {
        looker.interrupt();
    }
}
