package io.arapaima.manager;

import io.arapaima.dataplane.ServiceKey;
import io.arapaima.dataplane.Statistics;
import io.arapaima.dataplane.StatisticsListing;
import io.arapaima.ipc.Message;
import io.arapaima.ipc.TrafficRequest;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.desk.RunningConfig;
import io.arapaima.manager.table.PlaneQuestion;
import io.arapaima.manager.table.SideDoor;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about traffic, on the threads of those who ask. The counters are read beside the director where the data plane
 * allows it, and by the director where it does not; asked more often than the kernel counts, it gives what it read last. Thread-safe.
 */
final class TrafficDesk {
    /** The kernel refreshes its counters every two seconds. */
    private static final long FRESH_NANOS = 1_000_000_000;

    private final Consumer<Input> director;
    private final SideDoor door;
    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private @Nullable Reading last;
    private @Nullable TrafficNames names;
    private ConfigSource.@Nullable Loaded namesOf;

    /** What was read, and when. */
    private record Reading(Statistics statistics, String heading, Instant at, long nanos) {}

    TrafficDesk(Consumer<Input> director, SideDoor door, LongSupplier nanoTime, InstantSource clock) {
        this.director = director;
        this.door = door;
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    List<Message.OfHub> answer(TrafficRequest request) {
        return switch (request) {
            case TrafficRequest.TrafficQuery() -> List.copyOf(traffic().parts());
            case TrafficRequest.TrafficTableQuery(var service, var rates, var exact) ->
                List.of(listing(service, new StatisticsListing(rates, exact)));
            case TrafficRequest.ZeroCounters(var service) -> List.of(zero(service));
        };
    }

    private TrafficRequest.Traffic traffic() {
        try {
            Reading reading = read();
            return new TrafficRequest.Traffic(reading.at(), names().traffic(reading.statistics()), Optional.empty(),
                    false);
        } catch (IOException e) {
            return new TrafficRequest.Traffic(clock.instant(), List.of(), Optional.of(String.valueOf(e.getMessage())),
                    false);
        }
    }

    private Message.TableText listing(Optional<String> service, StatisticsListing listing) {
        try {
            Reading reading = read();
            Predicate<ServiceKey> shown = _ -> true;
            if (service.isPresent()) {
                List<ServiceKey> found = names().find(service.get(), reading.statistics().table());
                if (found.isEmpty()) {
                    return new Message.TableText(List.of(),
                            Optional.of(names().unknown(service.get(), reading.statistics().table())));
                }
                shown = found::contains;
            }
            List<String> lines = listing.list(reading.heading(), reading.statistics(), shown);
            // Of one service ipvsadm prints no version.
            return new Message.TableText(lines.stream().skip(service.isPresent() ? 1 : 0).toList(), Optional.empty());
        } catch (IOException e) {
            return new Message.TableText(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private Message.Answer zero(Optional<String> service) {
        try {
            if (service.isEmpty()) {
                ask(zeroing(Optional.empty()));
                return new Message.Answer(true, List.of("all counters begin again at zero"));
            }
            Statistics now = read().statistics();
            List<ServiceKey> found = names().find(service.get(), now.table());
            if (found.isEmpty()) {
                return new Message.Answer(false, List.of(names().unknown(service.get(), now.table())));
            }
            for (ServiceKey key : found) {
                ask(zeroing(Optional.of(key)));
            }
            return new Message.Answer(true, found.stream().map(key -> "the counters of " + key + " begin again at zero")
                    .toList());
        } catch (IOException e) {
            return new Message.Answer(false, List.of(String.valueOf(e.getMessage())));
        } finally {
            forget();
        }
    }

    private static PlaneQuestion<Boolean> zeroing(Optional<ServiceKey> service) {
        return plane -> {
            plane.zero(service);
            return true;
        };
    }

    private synchronized void forget() {
        last = null;
    }

    private synchronized Reading read() throws IOException {
        Reading before = last;
        if (before != null && nanoTime.getAsLong() - before.nanos() < FRESH_NANOS) {
            return before;
        }
        Reading now = ask(plane -> new Reading(plane.traffic(), plane.heading(), clock.instant(),
                nanoTime.getAsLong()));
        last = now;
        return now;
    }

    private <T> T ask(PlaneQuestion<T> question) throws IOException {
        Optional<T> beside = door.ask(question);
        if (beside.isPresent()) {
            return beside.get();
        }
        var answer = new CompletableFuture<Object>();
        director.accept(new Input.AskPlane(question, answer));
        try {
            @SuppressWarnings("unchecked") // the answer to this very question
            T said = (T) answer.join();
            return said;
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }

    /** Those of the lvs.cf in force; made anew with another one. */
    private TrafficNames names() {
        var answer = new CompletableFuture<RunningConfig.InForce>();
        director.accept(new Input.AskInForce(answer));
        ConfigSource.Loaded loaded = answer.join().loaded();
        synchronized (this) {
            TrafficNames known = names;
            if (known == null || !loaded.equals(namesOf)) {
                known = TrafficNames.of(loaded.config());
                names = known;
                namesOf = loaded;
            }
            return known;
        }
    }
}
