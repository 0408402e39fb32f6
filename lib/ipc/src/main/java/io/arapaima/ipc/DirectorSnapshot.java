package io.arapaima.ipc;

import io.arapaima.ipc.reason.Reason;
import io.arapaima.ipc.reason.WeightReason;
import io.arapaima.ipc.reason.English;
import io.arapaima.ipc.reason.ServerState;
import io.arapaima.checkspec.PrintableText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything that a window on the director shows, at one moment.
 *
 * @param director the hub itself
 * @param role what this director is in its pair
 * @param addresses virtual addresses that this director keeps; empty where it keeps none
 * @param services virtual services in the order of lvs.cf
 * @param failovers failover services in the order of lvs.cf; empty under {@code service = lvs}
 * @param troubles what is wrong now, one sentence each; empty when all is well
 * @param lastEvent number of the newest event
 */
public record DirectorSnapshot(Director director, RoleStatus role, List<AddressStatus> addresses,
        List<VirtualServiceStatus> services, List<FailoverStatus> failovers, List<String> troubles, long lastEvent) {
    /**
     * The hub and its helpers.
     *
     * @param version version of the program
     * @param pid process id of lvs-manager
     * @param startedAt when lvs-manager started
     * @param configFile the lvs.cf in force
     * @param loadedAt when it was read
     * @param dataPlane {@code relay}, {@code ipvs} or {@code none}
     * @param nanny what is known of the check engine, for example {@code pid 4711, 12 checks}
     * @param mail what is known of the mail spool, for example {@code 0 waiting}
     * @param heldMail changes that no mail holds yet because their subjects had many; empty: none wait
     * @param engine the same as {@code nanny}; empty = the hub is older
     * @param spool the same as {@code mail}; empty = the hub is older
     * @param onDisk lvs.cf on the disk where it is not as it is in force; empty = it is, or nobody could look
     */
    public record Director(String version, long pid, Instant startedAt, String configFile, Instant loadedAt,
            String dataPlane, String nanny, String mail, Optional<HeldMail> heldMail, Optional<NannyStatus> engine,
            Optional<MailStatus> spool, Optional<OtherFile> onDisk) {
        /**
         * Of this build.
         *
         * @param version version of the program
         * @param pid process id of lvs-manager
         * @param startedAt when lvs-manager started
         * @param configFile the lvs.cf in force
         * @param loadedAt when it was read
         * @param dataPlane {@code relay}, {@code ipvs} or {@code none}
         * @param engine what is known of the check engine
         * @param spool what is known of the mails
         * @param heldMail changes that no mail holds yet
         */
        public Director(String version, long pid, Instant startedAt, String configFile, Instant loadedAt,
                String dataPlane, NannyStatus engine, MailStatus spool, Optional<HeldMail> heldMail) {
            this(version, pid, startedAt, configFile, loadedAt, dataPlane, engine.words(), spool.words(), heldMail,
                    Optional.of(engine), Optional.of(spool), Optional.empty());
        }

        Director with(Optional<OtherFile> file) {
            return new Director(version, pid, startedAt, configFile, loadedAt, dataPlane, nanny, mail, heldMail, engine,
                    spool, file);
        }

        /** {@return whether the check engine talks to the hub, as far as the hub says} */
        public boolean nannyIsThere() {
            return engine.map(NannyStatus::connected).orElse(false);
        }
    }

    /**
     * The same, with what was found on the disk.
     *
     * @param file lvs.cf, where it is not as it is in force
     * @return the snapshot
     */
    public DirectorSnapshot with(Optional<OtherFile> file) {
        return new DirectorSnapshot(director.with(file), role, addresses, services, failovers, troubles, lastEvent);
    }

    /**
     * An lvs.cf on the disk that is not in force.
     *
     * @param differs whether it has other bytes than the one in force
     * @param refused when it was to be taken into use and was not; empty = nobody has tried since
     * @param why what was wrong with it, the first error; empty = it was not refused
     */
    public record OtherFile(boolean differs, Optional<Instant> refused, String why) {
        /** Makes a printable line. */
        public OtherFile {
            why = PrintableText.line(why);
        }
    }

    /**
     * What the hub knows of the check engine.
     *
     * @param connected whether it talks to the hub; without it the last verdicts hold
     * @param checks how many it is to run, or was
     */
    public record NannyStatus(boolean connected, int checks) {
        /** {@return the same for people} */
        public String words() {
            return connected ? checks + " checks" : "not connected, last verdicts hold";
        }
    }

    /**
     * What the hub knows of its mails.
     *
     * @param configured whether lvs.cf names somebody to tell
     * @param waiting mails on the disk that no mail server has taken yet
     * @param failure what went wrong last and how often; empty = nothing
     */
    public record MailStatus(boolean configured, int waiting, String failure) {
        /** {@return the same for people} */
        public String words() {
            return configured
                    ? waiting + " waiting" + (waiting == 0 ? "" : failure)
                    : "off, no email_to" + (waiting == 0 ? "" : "; " + waiting + " waiting");
        }
    }

    /**
     * Changes that wait for their mail because of {@code email_limit}.
     *
     * @param events how many
     * @param subjects what they are about
     * @param next when the mail about the first of them is due
     */
    public record HeldMail(int events, List<String> subjects, Instant next) {}

    /**
     * What this director is in its pair.
     *
     * @param role {@code active}, {@code standby}, or {@code unknown} while pulse has not spoken
     * @param source who decides about it: {@code pulse} or {@code command line}
     * @param cause why it is so, one sentence; may be empty
     * @param since when that began
     * @param reason the same as {@code cause}; empty = nobody said, or the hub is older
     */
    public record RoleStatus(String role, String source, String cause, Instant since, Optional<Reason> reason) {
        /**
         * Of this build.
         *
         * @param role a word as above
         * @param source who decides about it
         * @param reason why it is so
         * @param since when that began
         */
        public RoleStatus(String role, String source, Reason reason, Instant since) {
            this(role, source, English.of(reason), since, Optional.of(reason));
        }
    }

    /**
     * A virtual address.
     *
     * @param address address and prefix length
     * @param device interface with an optional label
     * @param state {@code held}, or why it is not, for example {@code answered by 02:00:00:00:00:07}
     */
    public record AddressStatus(String address, String device, String state) {}

    /**
     * A virtual service.
     *
     * @param name name in lvs.cf; several joined by {@code +} when they share a firewall mark
     * @param protocol {@code TCP}, {@code UDP}, {@code SCTP} or {@code FWM}
     * @param key address and port, or the mark
     * @param scheduler the kernel's name
     * @param persistentSeconds 0 = no persistence
     * @param serving a word of {@link Serving}
     * @param servers real servers in the order of lvs.cf, the sorry server last while it is in the table
     * @param trouble why the data plane did not take the service, so that nobody serves it; empty when it did
     */
    public record VirtualServiceStatus(String name, String protocol, String key, String scheduler,
            long persistentSeconds, String serving, List<RealServerStatus> servers, String trouble) {
        /** Makes a printable line. */
        public VirtualServiceStatus {
            trouble = PrintableText.line(trouble);
        }

        /**
         * A service that the data plane has taken.
         *
         * @param name name in lvs.cf
         * @param protocol {@code TCP}, {@code UDP}, {@code SCTP} or {@code FWM}
         * @param key address and port, or the mark
         * @param scheduler the kernel's name
         * @param persistentSeconds 0 = no persistence
         * @param serving a word of {@link Serving}
         * @param servers real servers in the order of lvs.cf
         */
        public VirtualServiceStatus(String name, String protocol, String key, String scheduler,
                long persistentSeconds, String serving, List<RealServerStatus> servers) {
            this(name, protocol, key, scheduler, persistentSeconds, serving, servers, "");
        }
    }

    /**
     * A program that runs where the role is.
     *
     * @param name name in lvs.cf
     * @param checked transport, address and port where it is checked
     * @param state {@code stopped}, {@code starting}, {@code started} (no check has passed yet), {@code running}, {@code failed},
     *     {@code stopping}, or {@code unknown} while nobody has said the role
     * @param why the last word about that
     * @param since when the state began
     */
    public record FailoverStatus(String name, String checked, String state, String why, Instant since) {}

    /**
     * A real server.
     *
     * @param name {@code virtual/server}
     * @param destination address and port
     * @param forwarding {@code Masq}, {@code Route} or {@code Tunnel}
     * @param configuredWeight weight in lvs.cf
     * @param weight weight in the table; 0 when it is not there
     * @param inTable whether the data plane holds it
     * @param state a word of {@link ServerState}
     * @param why why it has this weight, from the configured weight to the last word
     * @param since when the state began
     * @param activeConnections established connections
     * @param inactiveConnections other connections
     * @param load last load reading, where there is a load monitor
     * @param asked where its checks ask, if not at its own address, for example {@code through 10.0.0.9, firewall mark 0x4c560001}
     * @param notJudged since when its checks, or its load monitor, cannot decide, and why; empty = they can. What was decided
     *     before still holds
     * @param reason the same as {@code why}; empty for a sorry server, or when the hub is older
     */
    public record RealServerStatus(String name, String destination, String forwarding, int configuredWeight,
            int weight, boolean inTable, String state, String why, Instant since, long activeConnections,
            long inactiveConnections, OptionalDouble load, String asked, Optional<Verdict.Inconclusive> notJudged,
            Optional<WeightReason> reason) {
        /**
         * A real server whose checks decide.
         *
         * @param name {@code virtual/server}
         * @param destination address and port
         * @param forwarding {@code Masq}, {@code Route} or {@code Tunnel}
         * @param configuredWeight weight in lvs.cf
         * @param weight weight in the table; 0 when it is not there
         * @param inTable whether the data plane holds it
         * @param state a word as above
         * @param why why it has this weight
         * @param since when the state began
         * @param activeConnections established connections
         * @param inactiveConnections other connections
         * @param load last load reading, where there is a load monitor
         * @param asked where its checks ask, if not at its own address
         */
        public RealServerStatus(String name, String destination, String forwarding, int configuredWeight, int weight,
                boolean inTable, String state, String why, Instant since, long activeConnections,
                long inactiveConnections, OptionalDouble load, String asked) {
            this(name, destination, forwarding, configuredWeight, weight, inTable, state, why, since,
                    activeConnections, inactiveConnections, load, asked, Optional.empty(), Optional.empty());
        }
    }
}
