package io.arapaima.daemon;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The daemon that started this one. {@link Child} tells its own process id, because a child that looks for itself finds
 * somebody else where its parent ended before it could look.
 */
public final class Parent {
    static final String VARIABLE = "ARAPAIMA_PARENT";

    private Parent() {}

    /**
     * Who says that this is its child.
     *
     * @param environment of this process
     * @return its process id; empty when no daemon started this one
     */
    public static OptionalLong named(Map<String, String> environment) {
        try {
            return Optional.ofNullable(environment.get(VARIABLE)).map(Long::parseLong).map(OptionalLong::of)
                    .orElse(OptionalLong.empty());
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Runs an action when a parent has ended, at once when it has already. A program between the two, for example a shell, does
     * not matter. The end may be noticed a third of a second late.
     *
     * @param pid its process id
     * @param action what to do, on a thread of its own
     */
    public static void whenGone(long pid, Runnable action) {
        Optional<ProcessHandle> parent = Stream
                .iterate(ProcessHandle.current().parent(), Optional::isPresent, p -> p.flatMap(ProcessHandle::parent))
                .flatMap(Optional::stream).filter(p -> p.pid() == pid).findFirst();
        parent.ifPresentOrElse(p -> {
            var _ = p.onExit().thenRun(action);
        }, () -> Thread.ofPlatform().name("orphan").daemon().start(action));
    }
}
