package io.arapaima.ipc;

import io.arapaima.checkspec.AddressText;
import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.DiskAlarm;
import io.arapaima.config.HostResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Host names and their last answers: when no name server answers, a name that was known keeps the address of its last answer, and
 * that is told. They are in {@code names.json} of the state folder, so that a restart does not depend on a name server either.
 * Thread-safe; {@link #lookupAll} may block for 12 s, and for 3 s at the start when every name is known.
 */
public final class KnownNames implements HostResolver {
    /** A start with answers of before waits no longer for new ones. */
    private static final Duration AT_START = Duration.ofSeconds(3);
    private static final Duration LATER = Duration.ofSeconds(30);
    private static final Duration AGAIN = Duration.ofSeconds(60);
    private static final int MOST = 2048;
    private static final int MOST_SHOWN = 5;

    private final HostResolver resolver;
    private final JsonFile<Memory> file;
    private final InstantSource clock;
    private final Map<String, Answer> known;
    private final Map<String, Instant> silent = new TreeMap<>();
    private final Map<String, String> moved = new TreeMap<>();
    private Runnable changed = () -> {};
    private Consumer<Reason> trouble = _ -> {};
    private boolean started;

    /**
     * What is kept.
     *
     * @param names by name
     */
    record Memory(Map<String, Answer> names) {
        Memory {
            names = Map.copyOf(names);
        }
    }

    /**
     * The last answer about a name.
     *
     * @param addresses best first
     * @param at when it came
     */
    record Answer(List<InetAddress> addresses, Instant at) {}

    /**
     * Names with the answers that the state folder has.
     *
     * @param resolver who is asked
     * @param stateFolder of the suite; need not exist
     * @param clock wall clock
     */
    public KnownNames(HostResolver resolver, Path stateFolder, InstantSource clock) {
        this.resolver = resolver;
        this.file = new JsonFile<>(stateFolder.resolve("names.json"), new Memory(Map.of()));
        this.clock = clock;
        this.known = new HashMap<>(file.load().value().names());
    }

    /**
     * Says who wants to hear of it.
     *
     * @param listener called on any thread when there is something for {@link #save}
     * @param troubled hears of names that are used though nobody answers for them; {@link Reason#NONE} = that is over
     */
    public synchronized void listen(Runnable listener, Consumer<Reason> troubled) {
        changed = listener;
        trouble = troubled;
        changed.run();
        trouble.accept(unanswered());
        Thread.ofPlatform().name("names-again").daemon().start(this::askAgainAndAgain);
    }

    /**
     * Brings the answers to the disk.
     *
     * @throws IOException if it takes none
     */
    public void save() throws IOException {
        Memory now;
        synchronized (this) {
            now = new Memory(known);
        }
        file.save(now);
    }

    @Override
    public List<InetAddress> lookup(String host) {
        return lookupAll(Set.of(host)).getOrDefault(host, List.of());
    }

    @Override
    public Map<String, List<InetAddress>> lookupAll(Set<String> hosts) {
        Instant begun = clock.instant();
        Map<String, List<InetAddress>> fresh = ask(hosts, patience(hosts));
        synchronized (this) {
            Map<String, List<InetAddress>> all = new HashMap<>();
            for (String host : hosts) {
                List<InetAddress> answer = fresh.getOrDefault(host, List.of());
                moved.remove(host);
                if (!answer.isEmpty()) {
                    known.put(host, new Answer(answer, begun));
                    silent.remove(host);
                    all.put(host, answer);
                } else if (known.containsKey(host)) {
                    silent.putIfAbsent(host, begun);
                    all.put(host, known.get(host).addresses());
                }
            }
            forgetOldest();
            changed.run();
            trouble.accept(unanswered());
            return all;
        }
    }

    private synchronized Duration patience(Set<String> hosts) {
        boolean first = !started;
        started = true;
        return first && known.keySet().containsAll(hosts) ? AT_START : LATER;
    }

    private Map<String, List<InetAddress>> ask(Set<String> hosts, Duration patience) {
        var answer = new CompletableFuture<Map<String, List<InetAddress>>>();
        Thread.ofPlatform().name("names").daemon().start(() -> answer.complete(resolver.lookupAll(hosts)));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    private void forgetOldest() {
        known.entrySet().stream().sorted(Comparator.comparing(e -> e.getValue().at()))
                .limit(Math.max(0, known.size() - MOST)).map(Map.Entry::getKey).toList().forEach(known::remove);
    }

    private void askAgainAndAgain() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(AGAIN.toNanos());
                Set<String> open;
                synchronized (this) {
                    open = new TreeSet<>(silent.keySet());
                }
                if (!open.isEmpty()) {
                    compare(resolver.lookupAll(open));
                }
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it.
        }
    }

    /** An answer that came late changes nothing by itself: addresses change with a reload, when an operator looks. */
    private synchronized void compare(Map<String, List<InetAddress>> late) {
        late.forEach((host, addresses) -> {
            Answer used = known.get(host);
            if (used != null && !addresses.isEmpty() && silent.remove(host) != null
                    && !addresses.contains(used.addresses().getFirst())) {
                moved.put(host, AddressText.of(addresses.getFirst()));
            }
        });
        trouble.accept(unanswered());
    }

    private Reason unanswered() {
        return silent.isEmpty() && moved.isEmpty()
                ? Reason.NONE
                : new DiskAlarm.NamesUnanswered(silent.values().stream().min(Comparator.naturalOrder()),
                        shown(silent.keySet().stream().map(this::lastAnswer).toList()),
                        shown(moved.entrySet().stream()
                                .map(e -> new DiskAlarm.Host(e.getKey(), e.getValue(), Optional.empty())).toList()),
                        AGAIN.toSeconds());
    }

    private DiskAlarm.Host lastAnswer(String host) {
        return Optional.ofNullable(known.get(host))
                .map(last -> new DiskAlarm.Host(host, AddressText.of(last.addresses().getFirst()),
                        Optional.of(last.at())))
                .orElseGet(() -> new DiskAlarm.Host(host, "", Optional.empty()));
    }

    private static DiskAlarm.Hosts shown(List<DiskAlarm.Host> all) {
        return new DiskAlarm.Hosts(all.subList(0, Math.min(all.size(), MOST_SHOWN)),
                Math.max(0, all.size() - MOST_SHOWN));
    }
}
