package io.arapaima.config;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;

/** A program for {@link SilentNameServerTest}: a name server that never answers, and an lvs.cf whose servers have names. */
final class SilentNames {
    private static final int DNS = 53;

    private SilentNames() {}

    public static void main(String[] args) throws Exception {
        try (var server = new DatagramSocket(DNS, InetAddress.ofLiteral("127.0.0.1"))) {
            var text = new StringBuilder("virtual web {\naddress = 10.0.0.1 eth0\n");
            for (int i = 0; i < Integer.parseInt(args[0]); i++) {
                text.append("server s").append(i).append(" {\naddress = nowhere").append(i).append(".example\n}\n");
            }
            var result = LvsConfReader.read(text + "}\n", CheckCatalogue.UNKNOWN, HostResolver.system());
            server.receive(new DatagramPacket(new byte[512], 512));
            System.out.println("questions arrived");
            List<Problem> errors = result.errors();
            System.out.println(errors.size() + " errors, first on line " + errors.getFirst().line() + ": "
                    + errors.getFirst().message());
        }
    }
}
