package io.arapaima.pulse;

import io.arapaima.checkspec.AddressText;
import io.arapaima.pulse.election.Rules.Director;
import io.arapaima.pulse.wire.Correspondent;
import io.arapaima.pulse.wire.Seal;
import io.arapaima.pulse.wire.SealedStream;
import io.arapaima.pulse.wire.SharedKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What it takes to write to the partners and to believe what they write. Thread-safe. */
final class Letters {
    /** Heartbeats have the numbers of their paths; no two packets of a process have one nonce. */
    private static final int PATH = 1000;

    private final Seal seal;
    private final Map<InetAddress, Partner> partners = new HashMap<>();

    private record Partner(Director director, Correspondent correspondent) {}

    /**
     * @param addresses of the partners by rank
     */
    Letters(SharedKey key, long incarnation, List<Director> partners, Map<Integer, InetAddress> addresses) {
        seal = new Seal(key, incarnation, PATH);
        for (Director partner : partners) {
            InetAddress address = addresses.get(partner.rank());
            if (address != null) {
                this.partners.put(address, new Partner(partner, new Correspondent(seal, incarnation)));
            }
        }
    }

    /** The partner at the other end of a connection. */
    Director partner(Socket socket) throws IOException {
        return find(socket).director();
    }

    /** The incarnation of that partner, as its letters prove it. */
    long incarnation(Socket socket) throws IOException {
        return find(socket).correspondent().known();
    }

    SealedStream on(Socket socket) throws IOException {
        return new SealedStream(socket, seal, find(socket).correspondent());
    }

    private Partner find(Socket socket) throws IOException {
        Partner partner = partners.get(socket.getInetAddress());
        if (partner == null) {
            throw new IOException(AddressText.of(socket.getInetAddress()) + " is no partner");
        }
        return partner;
    }
}
