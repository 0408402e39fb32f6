package io.arapaima.doctor;

import io.arapaima.checkspec.AddressText;
import io.arapaima.config.VirtualService;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the relay needs: each address on this machine or the right to add it, and each port free. Tried on this very machine only. */
final class RelayConcern implements Concern {
    private static final int FIRST_FREE = 1024;

    private final Hub hub;

    RelayConcern(Hub hub) {
        this.hub = hub;
    }

    /** What a finding is about. */
    enum Kind {
        /** The address, or the right to have it. */
        ADDRESS,
        /** A port that somebody has now; only who knows whether a director runs can judge that. */
        TAKEN,
        /** A port that is free, or may not be used. */
        PORT
    }

    /**
     * What one service needs.
     *
     * @param kind what the finding is about
     * @param finding what there is to say
     */
    record Need(Kind kind, Finding finding) {}

    @Override
    public List<Finding> examine(Machine machine, Site site) {
        return needs(machine, site).stream().map(Need::finding).toList();
    }

    List<Need> needs(Machine machine, Site site) {
        if (!machine.root().equals(Path.of("/"))) {
            return List.of(); // of another machine's ports nothing is known
        }
        boolean pair = site.config().backupActive() && !site.config().backup().isAnyLocalAddress();
        boolean mayAdd = Capability.of(machine, hub.process(machine), "CapEff").contains(Capability.NET_ADMIN);
        boolean running = hub.pid(machine).isPresent();
        return site.services().stream().filter(service -> service.fwmark() == 0)
                .map(service -> new Place(service, pair, mayAdd, running).examine()).toList();
    }

    /**
     * Where one service listens.
     *
     * @param service the service
     * @param pair whether there are two directors
     * @param mayAdd whether lvs-manager may add addresses
     * @param running whether lvs-manager runs, whose relay has the ports then
     */
    private record Place(VirtualService service, boolean pair, boolean mayAdd, boolean running) {
        Need examine() {
            boolean moves = !service.address().isLoopbackAddress();
            boolean here = here(service.address());
            if (pair && moves && !mayAdd) {
                return address("without the right to move it", "two directors take turns to have it",
                        "start lvs-manager with CAP_NET_ADMIN (as root), or write backup_active = 0");
            } else if (!here && !(mayAdd && service.device().isPresent())) {
                return address("not on this machine", "the relay listens at addresses of this machine", mayAdd
                        ? "name its interface: address = " + AddressText.of(service.address()) + " eth0:1"
                        : "ip addr add " + AddressText.of(service.address())
                                + " dev DEVICE, or start lvs-manager with "
                                + "CAP_NET_ADMIN (as root)");
            } else if (pair && moves && here && !running) {
                return new Need(Kind.ADDRESS,
                        new Finding(Grade.WARNING, what(), "on this machine before lvs-manager has added it", source(),
                                "two directors take turns to have it, and what was there before is never removed",
                                "take it out of this machine's own network settings"));
            }
            return port(here);
        }

        private Need port(boolean here) {
            try (var door = new ServerSocket()) {
                door.setReuseAddress(true);
                door.bind(here
                        ? new InetSocketAddress(service.address(), service.port())
                        : new InetSocketAddress(service.port()));
                return port(Finding.ok(what(), "free", source(), "the relay listens there"));
            } catch (BindException e) {
                boolean low = service.port() < FIRST_FREE && String.valueOf(e.getMessage()).contains("ermission");
                if (low) {
                    return port(problem("needs a right", "ports below " + FIRST_FREE + " are for the mighty",
                            "CAP_NET_BIND_SERVICE, or sysctl net.ipv4.ip_unprivileged_port_start"));
                }
                return new Need(Kind.TAKEN, running
                        ? Finding.ok(what(), "taken while lvs-manager runs", source(), "the relay listens there")
                        : problem("taken by another program", "the relay listens there",
                                "end that program (ss -ltnp shows it) or choose another port"));
            } catch (IOException e) {
                return port(
                        problem("cannot be tried: " + e.getMessage(), "the relay listens there", "see the message"));
            }
        }

        private static boolean here(InetAddress address) {
            try {
                return address.isLoopbackAddress()
                        || Optional.ofNullable(NetworkInterface.getByInetAddress(address)).isPresent();
            } catch (SocketException e) {
                return false;
            }
        }

        private static Need port(Finding finding) {
            return new Need(Kind.PORT, finding);
        }

        private Need address(String value, String why, String cure) {
            return new Need(Kind.ADDRESS, problem(value, why, cure));
        }

        private Finding problem(String value, String why, String cure) {
            return new Finding(Grade.PROBLEM, what(), value, source(), why, cure);
        }

        private String what() {
            return service.name() + " at " + AddressText.of(service.address()) + " port " + service.port();
        }

        private static String source() {
            return "bind(2)";
        }
    }
}
