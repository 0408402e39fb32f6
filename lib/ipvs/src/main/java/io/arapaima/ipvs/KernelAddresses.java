package io.arapaima.ipvs;

import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Link;
import io.arapaima.dataplane.VirtualAddress;
import java.net.Inet4Address;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of the network namespace in which the process was when this was opened. Adding and removing need
 * CAP_NET_ADMIN; announcing and asking need CAP_NET_RAW.
 */
public final class KernelAddresses implements AddressPlane {
    private static final int HOST_ROUTE = 32;

    private final AddressClient commands;
    /** For announcements and questions, which come from other threads than the commands. */
    private final AddressClient lookups;
    private @Nullable AddressWatch watch;

    private KernelAddresses(AddressClient commands, AddressClient lookups) {
        this.commands = commands;
        this.lookups = lookups;
    }

    /** One conversation with the kernel. */
    @FunctionalInterface
    private interface Conversation<T> {
        T hold() throws NetlinkException;
    }

    /**
     * Opens the addresses of this machine; needs no rights yet.
     *
     * @return the addresses
     * @throws DataPlaneException when there is no netlink socket to be had
     */
    public static KernelAddresses open() throws DataPlaneException {
        try {
            AddressClient commands = AddressClient.open();
            try {
                return new KernelAddresses(commands, AddressClient.open());
            } catch (NetlinkException e) {
                commands.close();
                throw e;
            }
        } catch (NetlinkException e) {
            throw new DataPlaneException("the kernel's addresses cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public List<VirtualAddress> held() throws DataPlaneException {
        synchronized (commands) {
            return reading("addresses", commands::addresses);
        }
    }

    @Override
    public List<Link> links() throws DataPlaneException {
        synchronized (commands) {
            return reading("interfaces", commands::interfaces).stream().map(Interface::link).toList();
        }
    }

    @Override
    public synchronized void watch(Runnable listener) throws DataPlaneException {
        try {
            stopWatching();
            watch = AddressWatch.open(listener);
        } catch (NetlinkException e) {
            throw new DataPlaneException("the kernel's news about interfaces cannot be heard: " + e.getMessage(), e);
        }
    }

    private void stopWatching() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }

    private static <T> T reading(String what, Conversation<T> conversation) throws DataPlaneException {
        try {
            return conversation.hold();
        } catch (NetlinkException e) {
            throw new DataPlaneException("the " + what + " of this machine cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void hold(VirtualAddress address, Optional<Duration> lifetime) throws DataPlaneException {
        synchronized (commands) {
            try {
                commands.hold(address, lifetime);
            } catch (NetlinkException e) {
                throw AddressTrouble.explain("added", address, e, commands);
            }
        }
    }

    @Override
    public void drop(VirtualAddress address) throws DataPlaneException {
        synchronized (commands) {
            try (var _ = secondaries(address)) {
                commands.drop(address);
            } catch (NetlinkException e) {
                Errno why = e instanceof NetlinkException.Refused refused ? refused.errno() : Errno.OTHER;
                if (why != Errno.EADDRNOTAVAIL && why != Errno.ENODEV) {
                    throw AddressTrouble.explain("removed", address, e, commands);
                }
            }
        }
    }

    /** Other addresses of the same network hang on this one where it was the first of them. */
    private Secondaries secondaries(VirtualAddress address) throws DataPlaneException {
        boolean alone = !(address.address() instanceof Inet4Address) || address.prefixLength() == HOST_ROUTE;
        return alone ? Secondaries.UNTOUCHED : Secondaries.keep(address.device());
    }

    @Override
    public void announce(VirtualAddress address) throws DataPlaneException {
        try {
            Interface device = device(address);
            if (device.mac().isPresent()) {
                Announcer.announce(device.link().index(), device.mac().get(), address.device(), address.address());
            }
        } catch (NetlinkException e) {
            throw AddressTrouble.explain("announced", address, e, lookups);
        }
    }

    @Override
    public Optional<String> occupant(VirtualAddress address, Duration patience) throws DataPlaneException {
        try {
            Interface device = device(address);
            return device.mac().isEmpty()
                    ? Optional.empty()
                    : Announcer.occupant(device.link().index(), device.mac().get(), address.address(), patience)
                            .map(Mac::toString);
        } catch (NetlinkException e) {
            throw AddressTrouble.explain("asked for", address, e, lookups);
        }
    }

    private Interface device(VirtualAddress address) throws NetlinkException {
        synchronized (lookups) {
            return lookups.named(address.device());
        }
    }

    @Override
    public synchronized void close() {
        stopWatching();
        synchronized (commands) {
            commands.close();
        }
        synchronized (lookups) {
            lookups.close();
        }
    }
}
