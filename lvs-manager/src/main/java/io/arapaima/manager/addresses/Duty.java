package io.arapaima.manager.addresses;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.DirectorSnapshot;
import io.arapaima.ipc.reason.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * What this director is in its pair, and who says so.
 *
 * @param said the role; empty while pulse has not spoken: then nothing is added, and nothing taken away
 * @param source who decides
 * @param why the cause; may say nothing
 * @param since when that began
 */
public record Duty(Optional<Role> said, Source source, Reason why, Instant since) {
    /** Who decides about the role. */
    enum Source {
        /** It is fixed while the program runs. */
        COMMAND_LINE("command line"),
        /** It comes and goes with what pulse confirms. */
        PULSE("pulse");

        private final String words;

        Source(String words) {
            this.words = words;
        }
    }

    /** The duty with which a hub starts; without a role on its command line pulse will say it. */
    public static Duty begin(Optional<Role> commanded, Instant now) {
        return new Duty(commanded, commanded.isPresent() ? Source.COMMAND_LINE : Source.PULSE, Reason.NONE, now);
    }

    public Duty became(Role role, Reason cause, Instant now) {
        return new Duty(Optional.of(role), source, cause, now);
    }

    public boolean is(Role role) {
        return said.filter(role::equals).isPresent();
    }

    /** Whether the role may change hands: then its address need not be asked for, pulse knows who has it. */
    public boolean shared() {
        return source == Source.PULSE;
    }

    public DirectorSnapshot.RoleStatus status() {
        return new DirectorSnapshot.RoleStatus(word(), source.words, why, since);
    }

    public String word() {
        return said.map(Role::word).orElse("unknown");
    }
}
