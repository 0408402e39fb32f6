package io.arapaima.manager;

import io.arapaima.dataplane.AddressPlane;
import io.arapaima.dataplane.DataPlaneException;
import io.arapaima.dataplane.Link;
import io.arapaima.dataplane.VirtualAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Addresses in memory on interfaces that a test plugs and unplugs, in a network where others may have some. */
public final class MemoryAddressPlane implements AddressPlane {
    private final List<VirtualAddress> held = new ArrayList<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<InetAddress, String> others = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private Consumer<String> witness = _ -> {};
    private final List<VirtualAddress> refused = new ArrayList<>();
    private boolean clinging;
    private Runnable watcher = () -> {};

    public MemoryAddressPlane() {
        link("eth0", true, true);
    }

    public synchronized void link(String name, boolean up, boolean running) {
        links.put(name, new Link(name, 2, up, running));
        if (!up) {
            // As the kernel does it.
            held.removeIf(a -> a.device().equals(name) && a.prefixLength() == 128);
        }
        watcher.run();
    }

    public synchronized void put(VirtualAddress address) {
        held.add(address);
    }

    public synchronized void remove(VirtualAddress address) {
        held.remove(address);
    }

    public synchronized void occupy(String address, String mac) {
        others.put(InetAddress.ofLiteral(address), mac);
    }

    public synchronized void vacate(String address) {
        others.remove(InetAddress.ofLiteral(address));
    }

    /** Whether addresses can not be removed. */
    public synchronized void cling(boolean now) {
        clinging = now;
    }

    /** An address that cannot be added. */
    public synchronized void refuse(VirtualAddress address) {
        refused.add(address);
    }

    /** Is told of each change before it is made. */
    public synchronized void witness(Consumer<String> listener) {
        witness = listener;
    }

    /** What was done so far; forgotten with that. */
    public synchronized List<String> done() {
        List<String> copy = List.copyOf(log);
        log.clear();
        return copy;
    }

    @Override
    public synchronized List<VirtualAddress> held() {
        return List.copyOf(held);
    }

    @Override
    public synchronized List<Link> links() {
        return List.copyOf(links.values());
    }

    @Override
    public synchronized void watch(Runnable listener) {
        watcher = listener;
    }

    @Override
    public synchronized void hold(VirtualAddress address, Optional<Duration> lifetime) throws DataPlaneException {
        if (!links.containsKey(address.device())) {
            throw new DataPlaneException("there is no interface " + address.device());
        }
        if (refused.contains(address)) {
            throw new DataPlaneException("the test refuses it");
        }
        say("hold " + address + lifetime.map(l -> " for " + l.toSeconds() + " s").orElse(""));
        held.remove(address);
        held.add(address);
    }

    @Override
    public synchronized void drop(VirtualAddress address) throws DataPlaneException {
        if (clinging) {
            throw new DataPlaneException("the test clings to it");
        }
        say("drop " + address);
        held.remove(address);
    }

    private void say(String change) {
        witness.accept(change);
        log.add(change);
    }

    @Override
    public synchronized void announce(VirtualAddress address) {
        log.add("announce " + address);
    }

    @Override
    public synchronized Optional<String> occupant(VirtualAddress address, Duration patience) {
        return Optional.ofNullable(others.get(address.address()));
    }

    @Override
    public synchronized void close() {
        log.add("close");
    }
}
