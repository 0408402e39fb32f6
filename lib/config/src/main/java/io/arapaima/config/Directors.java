package io.arapaima.config;

import io.arapaima.checkspec.AddressText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The machines that one lvs.cf names as directors, the better rank first. Immutable.
 *
 * @param named the primary, the backup, then those of {@code more_directors}; 0.0.0.0 where the file gives none
 * @param inUse how many of them, from the first on, may have the role: without {@code backup_active = 1} the primary alone
 */
public record Directors(List<InetAddress> named, int inUse) {
    private static final int PRIMARY = 0;
    private static final int BACKUP = 1;

    /** Copies the list. */
    public Directors {
        named = List.copyOf(named);
    }

    /** What a machine is to a file. */
    public sealed interface Seat {
        /**
         * One of the directors.
         *
         * @param rank 0 = the primary, 1 = the backup, then those of {@code more_directors}
         */
        record Director(int rank) implements Seat {}

        /**
         * A director that the file switches off: it must not take the role.
         *
         * @param rank as of a director; never 0
         */
        record SwitchedOff(int rank) implements Seat {}

        /** None of the directors' addresses is the machine's: it must not take the role. */
        record Nobody() implements Seat {}
    }

    /**
     * Reads the model.
     *
     * @param config the file
     * @return its directors
     */
    public static Directors of(LvsConfig config) {
        List<InetAddress> named = new ArrayList<>(List.of(config.primary(), config.backup()));
        named.addAll(config.heartbeat().moreDirectors());
        boolean redundant = config.backupActive() && !config.backup().isAnyLocalAddress();
        return new Directors(named, redundant ? named.size() : BACKUP);
    }

    /** {@return the addresses of those that may have the role, by rank} */
    public List<InetAddress> active() {
        return named.subList(0, inUse);
    }

    /**
     * What a machine is to this file.
     *
     * @param own the machine's addresses, secondary ones included
     * @return its seat
     */
    public Seat seatOf(Set<InetAddress> own) {
        return IntStream.range(0, named.size())
                .filter(rank -> own.contains(named.get(rank)) && !named.get(rank).isAnyLocalAddress())
                .<Seat>mapToObj(rank -> rank < inUse ? new Seat.Director(rank) : new Seat.SwitchedOff(rank))
                .findFirst().orElse(new Seat.Nobody());
    }

    /**
     * A machine's addresses. Every machine has all of 127.0.0.0/8 though its interfaces show one of them, so a primary there that
     * has no partner is on this machine.
     *
     * @param shown what its interfaces show
     * @return these, and the primary where it is one of 127.0.0.0/8 and alone
     */
    public Set<InetAddress> own(Set<InetAddress> shown) {
        Set<InetAddress> own = new HashSet<>(shown);
        if (inUse == BACKUP && named.getFirst().isLoopbackAddress()) {
            own.add(named.getFirst());
        }
        return Set.copyOf(own);
    }

    /**
     * How operators call a director.
     *
     * @param rank its rank
     * @return {@code primary 10.0.0.1}, {@code backup 10.0.0.2}, {@code director 3 10.0.0.3}
     */
    public String name(int rank) {
        String address = AddressText.of(named.get(rank));
        return switch (rank) {
            case PRIMARY -> "primary " + address;
            case BACKUP -> "backup " + address;
            default -> "director " + (rank + 1) + " " + address;
        };
    }

    /** {@return all that the file names, for people, for example {@code primary 10.0.0.1, backup 10.0.0.2}} */
    public String names() {
        List<String> names = IntStream.range(0, named.size()).filter(rank -> !named.get(rank).isAnyLocalAddress())
                .mapToObj(this::name).toList();
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
