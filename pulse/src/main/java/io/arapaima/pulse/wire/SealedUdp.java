package io.arapaima.pulse.wire;

import io.arapaima.pulse.wire.Seal.Head;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jgroups.Address;
import org.jgroups.PhysicalAddress;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.UDP;
import org.jgroups.stack.IpAddress;

/**
 * JGroups' UDP transport with every packet sealed. Whatever is not from a partner, or not sealed by one, is dropped and
 * counted before JGroups looks at it, so that garbage costs little and says nothing in a log.
 */
final class SealedUdp extends UDP {
    /** Room for a second of packets at the rate of a flood. */
    private static final int BUFFER = 400_000;

    /** JGroups' own clock, which wakes a thread each time; who counts connections by it does so in minutes. */
    private static final long TIME_SERVICE_MILLIS = 5_000;

    private final Seal seal;
    private final Map<Address, Correspondent> correspondents = new ConcurrentHashMap<>();
    private final Map<Address, Ear> ears = new ConcurrentHashMap<>();
    private final AtomicLong garbage = new AtomicLong();
    private volatile Runnable unopened = () -> {};

    SealedUdp(Seal seal, InetAddress bind, int port) {
        this.seal = seal;
        setId(ClassConfigurator.getProtocolId(UDP.class));
        setMulticasting(false);
        setBindAddress(bind);
        setBindPort(port);
        setPortRange(0);
        setUcastRecvBufSize(BUFFER);
        setUcastSendBufSize(BUFFER);
        useVirtualThreads(false);
        setBundlerType("no-bundler");
        setTimeServiceInterval(TIME_SERVICE_MILLIS);
    }

    @Override
    public void init() throws Exception {
        super.init();
        var policy = new BeatsAtOnce();
        policy.init(this);
        msgProcessingPolicy(policy);
    }

    void add(IpAddress partner, Correspondent correspondent) {
        correspondents.put(partner, correspondent);
    }

    /** Who hears Piranha's words from a partner that was never understood; words of one that was are forged. */
    private record Ear(Consumer<PiranhaWord> word, Runnable understood) {}

    /**
     * Has Piranha's words from a partner's address heard until the first packet of its own is opened.
     *
     * @param word by a receiving thread
     * @param understood at that first packet
     */
    void onWord(IpAddress partner, Consumer<PiranhaWord> word, Runnable understood) {
        ears.put(partner, new Ear(word, understood));
    }

    void onUnopened(Runnable teller) {
        unopened = teller;
    }

    /** Packets of strangers, and such that nobody could have meant for us. */
    long garbage() {
        return garbage.get();
    }

    @Override
    public void receive(Address sender, byte[] data, int offset, int length) {
        Correspondent correspondent = correspondents.get(sender);
        Optional<Head> head = correspondent == null ? Optional.empty() : Seal.head(data, offset, length);
        if (correspondent == null || head.isEmpty()) {
            garbage.incrementAndGet();
            Ear ear = ears.get(sender);
            if (correspondent != null && ear != null && correspondent.counts().opened() == 0) {
                PiranhaWord.read(data, offset, length).ifPresent(ear.word());
            }
            return;
        }
        switch (correspondent.judge(head.get(), data, offset, length, System.nanoTime())) {
            case Correspondent.Drop() -> {
            }
            case Correspondent.Unopened() -> unopened.run();
            case Correspondent.Deliver deliver -> {
                understood(sender);
                super.receive(sender, deliver.data(), 0, deliver.data().length);
            }
            case Correspondent.Greet(var to) -> greet(sender, to);
        }
    }

    private void understood(Address partner) {
        Ear ear = ears.get(partner);
        if (ear != null) {
            ear.understood().run();
            ears.remove(partner);
        }
    }

    private void greet(Address partner, long to) {
        try {
            byte[] packet = seal.close(true, to, new byte[0], 0, 0);
            super.sendUnicast((PhysicalAddress) partner, packet, 0, packet.length);
        } catch (Exception e) {
            // The next packet is answered again.
        }
    }

    @Override
    public void sendUnicast(PhysicalAddress partner, byte[] data, int offset, int length) throws Exception {
        Correspondent correspondent = correspondents.get(partner);
        if (correspondent != null) {
            byte[] packet = seal.close(false, correspondent.known(), data, offset, length);
            super.sendUnicast(partner, packet, 0, packet.length);
        }
    }
}
