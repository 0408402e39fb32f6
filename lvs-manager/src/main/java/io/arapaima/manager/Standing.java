package io.arapaima.manager;

import java.util.Optional;
import java.util.concurrent.Future;

/** How a wanted address stands. */
sealed interface Standing {
    /** {@return a few words for people} */
    String words();

    /**
     * What the network said.
     *
     * @param occupant hardware address of somebody else who has it
     * @param failure why the network could not be asked; empty when it was
     */
    record Answer(Optional<String> occupant, String failure) {}

    /**
     * The network is being asked who has it.
     *
     * @param answer what came back
     * @param lost whether it was ours until it vanished
     */
    record Asking(Future<Answer> answer, boolean lost) implements Standing {
        @Override
        public String words() {
            return "asking the network who has it";
        }
    }

    /**
     * Nobody has it: it is ours as soon as its services are in the table.
     *
     * @param lost whether it was ours until it vanished
     */
    record Free(boolean lost) implements Standing {
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
    }

    /** It is there, and we did not add it: it is announced, and never removed. */
    record Foreign() implements Standing {
        @Override
        public String words() {
            return "present before us";
        }
    }

    /**
     * It cannot be ours now.
     *
     * @param why one sentence
     * @param againNanos when it is tried again
     */
    record Denied(String why, long againNanos) implements Standing {
        @Override
        public String words() {
            return why;
        }
    }
}
