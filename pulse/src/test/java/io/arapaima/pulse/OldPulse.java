package io.arapaima.pulse;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Piranha 0.8.6's pulse as a script of its state machine: says its words over both paths, takes and releases a real address by
 * {@code ip addr}, watches the link of its public address. No goodbye; killed it leaves its address behind.
 */
final class OldPulse {
    private static final int GO_INACTIVE = 0xDEADDADA;
    private static final int BYTES = 4;

    private final List<InetAddress> own;
    private final List<InetAddress> partner;
    private final boolean master;
    private final int port;
    private final long keepaliveMillis;
    private final long deadMillis;
    private final int sayActive;
    private final int sayInactive;
    private final String address;
    private final String device;
    private final LinkedBlockingQueue<Integer> words = new LinkedBlockingQueue<>();
    private final List<DatagramSocket> sockets;
    private boolean active;
    private boolean linkFail;

    private OldPulse(String[] w) throws IOException {
        master = w[0].equals("primary");
        own = List.of(InetAddress.ofLiteral(w[1]), InetAddress.ofLiteral(w[2]));
        partner = List.of(InetAddress.ofLiteral(w[3]), InetAddress.ofLiteral(w[4]));
        port = Integer.parseInt(w[5]);
        keepaliveMillis = Long.parseLong(w[6]);
        deadMillis = Long.parseLong(w[7]);
        boolean fos = w[8].equals("fos");
        sayActive = fos ? 0xBEEFBABE : 0xBDADDBDA;
        sayInactive = fos ? 0xDEADBEEF : 0xADBDDABD;
        address = w[9];
        device = w[10];
        sockets = List.of(new DatagramSocket(new InetSocketAddress(own.getFirst(), port)),
                new DatagramSocket(new InetSocketAddress(own.getLast(), port)));
    }

    /**
     * Runs until it is killed.
     *
     * @param words role, own public and private address, the partner's, port, keepalive and deadtime in ms, lvs or fos,
     *     virtual address with prefix, its device
     */
    public static void main(String[] words) throws Exception {
        var pulse = new OldPulse(words);
        pulse.sockets.forEach(s -> Thread.ofPlatform().daemon().start(() -> pulse.receive(s)));
        var main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            try {
                main.join();
                pulse.deactivate("Terminating due to signal");
            } catch (Exception e) {
                say(e.toString());
            }
        }));
        pulse.run();
    }

    private static void say(String text) {
        System.out.println("old pulse: " + text);
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }

    private void run() throws Exception {
        say(master ? "STARTING PULSE AS MASTER" : "STARTING PULSE AS BACKUP");
        long sendAt = now() + keepaliveMillis;
        long deadAt = now() + deadMillis;
        try {
            while (true) {
                Integer word = words.poll(Math.max(1, Math.min(Math.min(sendAt, deadAt) - now(), 200)),
                        TimeUnit.MILLISECONDS);
                links();
                if (word != null && got(word)) {
                    deadAt = now() + deadMillis;
                }
                if (now() >= deadAt) {
                    deadAt = now() + deadMillis;
                    if (!active && !linkFail) {
                        activate("partner dead: activating lvs");
                    }
                }
                if (now() >= sendAt) {
                    send(active ? sayActive : sayInactive);
                    sendAt = now() + keepaliveMillis;
                }
            }
        } catch (InterruptedException end) {
            say("ends");
        }
    }

    /** Whether it was a word that it knows. */
    private boolean got(int word) throws Exception {
        if (word == sayActive && active && !master) {
            send(sayActive);
            deactivate("partner active: deactivating LVS");
        } else if (word == sayInactive && !active && !linkFail) {
            activate((master ? "backup" : "primary") + " inactive: activating lvs");
        } else if (word == GO_INACTIVE && active && master) {
            deactivate("PARTNER HAS TOLD US TO GO INACTIVE!");
        } else if (word != sayActive && word != sayInactive && word != GO_INACTIVE) {
            say("Incompatible heartbeat received -- other system not using identical services");
            return false;
        }
        return true;
    }

    private void links() throws Exception {
        NetworkInterface public0 = NetworkInterface.getByInetAddress(own.getFirst());
        boolean fails = public0 != null && !public0.isUp();
        if (fails != linkFail) {
            linkFail = fails;
            if (fails) {
                deactivate("local link failure: deactivating LVS");
            } else {
                say("Local NIC link(s) restored: Pulse enabled");
            }
        }
    }

    private void activate(String why) throws Exception {
        say(why);
        active = true;
        ip("add");
    }

    private void deactivate(String why) throws Exception {
        say(why);
        if (active) {
            active = false;
            ip("del");
        }
    }

    private void ip(String what) throws Exception {
        new ProcessBuilder("ip", "addr", what, address, "dev", device).inheritIO().start().waitFor();
    }

    private void send(int word) {
        byte[] bytes = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(word).array();
        for (int i = 0; i < sockets.size(); i++) {
            try {
                sockets.get(i).send(new DatagramPacket(bytes, BYTES, partner.get(i), port));
            } catch (IOException e) {
                // As it did: nothing.
            }
        }
    }

    private void receive(DatagramSocket socket) {
        while (true) {
            try {
                var packet = new DatagramPacket(new byte[BYTES], BYTES);
                socket.receive(packet);
                if (partner.contains(packet.getAddress()) && packet.getLength() == BYTES) {
                    words.add(ByteBuffer.wrap(packet.getData()).order(ByteOrder.LITTLE_ENDIAN).getInt());
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError(e);
            } catch (IOException e) {
                // Nobody listens on the other side.
            }
        }
    }
}
