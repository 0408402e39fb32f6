package io.arapaima.manager.addresses;

import io.arapaima.ipc.reason.English;
import io.arapaima.dataplane.VirtualAddress;
import io.arapaima.ipc.Subject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;

/** How a wanted address stands. */
public sealed interface Standing {
    /** What was refused or occupied is tried again after this time, and a lost address is restored no oftener. */
    Duration AGAIN = Duration.ofSeconds(15);

    /** {@return an address as events name it} */
    static Subject subject(VirtualAddress address) {
        return new Subject.Address(address.toString());
    }

    /** {@return a few words for people} */
    String words();

    /** Whether this machine has it. */
    default boolean present() {
        return false;
    }

    /**
     * What the network said.
     *
     * @param occupant hardware address of somebody else who has it
     * @param failure why the network could not be asked; empty when it was
     */
    record Answer(Optional<String> occupant, String failure) {}

    /** Why an address is to be added. */
    enum Reason {
        /** lvs.cf names it. */
        WANTED,
        /** This director became active. */
        ROLE,
        /** It was ours until it vanished. */
        LOST
    }

    /** Nothing is known about it. */
    record Unseen() implements Standing {
        @Override
        public String words() {
            return "not looked at yet";
        }
    }

    /**
     * The network is being asked who has it.
     *
     * @param answer what came back
     * @param reason why it is to be added
     */
    record Asking(Future<Answer> answer, Reason reason) implements Standing {
        @Override
        public String words() {
            return "asking the network who has it";
        }
    }

    /**
     * Nobody else has it: it is ours as soon as its services are in the table.
     *
     * @param reason why it is to be added
     */
    record Free(Reason reason) implements Standing {
        @Override
        public String words() {
            return "waiting for the table";
        }
    }

    /**
     * We added it, and it is there.
     *
     * @param sinceNanos when it was last added
     */
    record Held(long sinceNanos) implements Standing {
        @Override
        public String words() {
            return "held";
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /** We added it, and the kernel took it away because nobody renewed its lease. */
    record Lapsed() implements Standing {
        @Override
        public String words() {
            return "its lease has run out; it is added with the next word of pulse that this director is active";
        }
    }

    /** It is there, and we did not add it: it is announced, and never removed. */
    record Foreign() implements Standing {
        @Override
        public String words() {
            return "present before us";
        }

        @Override
        public boolean present() {
            return true;
        }
    }

    /**
     * It cannot be ours now.
     *
     * @param why one sentence
     * @param againNanos when it is tried again
     * @param refused whether this machine refused it, and not another one
     */
    record Denied(io.arapaima.ipc.reason.Reason why, long againNanos, boolean refused) implements Standing {
        @Override
        public String words() {
            return English.of(why);
        }
    }
}
