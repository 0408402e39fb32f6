package io.arapaima.pulse;

import io.arapaima.config.Directors;
import io.arapaima.daemon.ErrorKind;
import java.io.IOException;
import java.io.Serial;
import java.net.InetAddress;
import java.util.Set;
import java.util.stream.Collectors;

/** Why pulse does not begin on this machine with this lvs.cf, in one sentence, and how it ends then. */
final class Refusal extends IOException {
    @Serial
    private static final long serialVersionUID = 1;
    /** Piranha's, for a backup that the file switches off; etc/systemd/pulse.service does not start pulse again after it. */
    private static final int SWITCHED_OFF = 255;
    private static final int USAGE = 2;

    private final int exitCode;
    private final boolean mayPass;

    private Refusal(String sentence, int exitCode, boolean mayPass) {
        super(sentence);
        this.exitCode = exitCode;
        this.mayPass = mayPass;
    }

    static Refusal operators(String sentence) {
        return new Refusal(sentence, ErrorKind.OPERATOR.exitCode(), false);
    }

    static Refusal operators(String sentence, Throwable cause) {
        Refusal refusal = operators(sentence);
        refusal.initCause(cause);
        return refusal;
    }

    /**
     * @param director this machine, for example {@code backup 10.0.0.2}
     */
    static Refusal switchedOff(String director) {
        return new Refusal("We are backup node and backup is marked inactive -- exiting pulse\n"
                + "pulse: this machine is " + director
                + ", and lvs.cf does not say backup_active = 1: only the primary takes "
                + "the role; write backup_active = 1 on both machines, or stop pulse here", SWITCHED_OFF, false);
    }

    /** An address may come later than pulse, at the start of a machine. */
    static Refusal nobody(Directors directors, Set<InetAddress> own) {
        return new Refusal("this machine is no director: lvs.cf names " + directors.names() + ", and this machine has "
                + own.stream().filter(a -> !a.isLoopbackAddress()).map(InetAddress::getHostAddress).sorted()
                        .collect(Collectors.joining(", ", "", " and loopback"))
                + "; correct primary and backup, or name the address with --self=ADDRESS",
                ErrorKind.ENVIRONMENT.exitCode(), true);
    }

    static Refusal wrongSelf(String self, Directors directors) {
        return new Refusal("--self=" + self + " is no director's address: lvs.cf names " + directors.names()
                + "; write one of these", USAGE, false);
    }

    int exitCode() {
        return exitCode;
    }

    /** Whether it may be over without anybody's doing. */
    boolean mayPass() {
        return mayPass;
    }
}
