package io.arapaima.nanny;

import io.arapaima.checkspec.AddressText;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What this machine may lack for checks through virtual addresses, so that their failure is not the servers'. Read by plain
 * streams: the probe's thread may have been interrupted, which would close a channel.
 *
 * @param proc where the kernel says it
 */
record PathDoubt(Path proc) {
    /** Without its private service a packet stays on this machine, and somebody else answers. */
    Optional<String> table(long mark) throws IOException {
        String service = String.format(Locale.ROOT, "FWM  %08X ", mark);
        boolean there;
        try {
            there = read("net/ip_vs").contains("\n" + service);
        } catch (FileNotFoundException _) {
            there = false;
        }
        return there
                ? Optional.empty()
                : Optional.of("the kernel's table has no private service with firewall mark 0x" + Long.toHexString(mark)
                        + " at the moment; lvs-manager puts it there, see its troubles in lvsctl status");
    }

    /**
     * Replies come from the virtual address, which to IPv4 is odd: this director has it itself, or looks for it elsewhere.
     *
     * @param device where they come in
     * @param usual whether this director sends there what goes to the virtual address
     * @param held whether it has the virtual address
     */
    Optional<String> replies(InetAddress virtual, String device, boolean usual, boolean held) throws IOException {
        if (virtual instanceof Inet6Address) {
            return Optional.empty();
        }
        String from = " replies that come from the virtual address " + AddressText.of(virtual) + " on " + device;
        if (held && greatest("accept_local", device) == 0) {
            return Optional.of("this director drops" + from + ", because it has that address itself; sysctl -w "
                    + "net.ipv4.conf." + device + ".accept_local=1, or lvsctl doctor --fix");
        }
        return !usual && greatest("rp_filter", device) == 1
                ? Optional.of(
                        "this director drops" + from + ", because it would send elsewhere what goes there; sysctl -w "
                                + "net.ipv4.conf." + device + ".rp_filter=2")
                : Optional.empty();
    }

    /** Both settings count by their greatest value, here or for all (ip-sysctl). */
    private int greatest(String setting, String device) throws IOException {
        int greatest = 0;
        for (String scope : List.of("all", device)) {
            greatest = Math.max(greatest,
                    Integer.parseInt(read("sys/net/ipv4/conf/" + scope + "/" + setting).strip()));
        }
        return greatest;
    }

    private String read(String file) throws IOException {
        try (var in = new FileInputStream(proc.resolve(file).toFile())) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
