package io.arapaima.check.ldap;

import io.arapaima.check.Dialogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers as a directory writes them. */
final class Directory {
    static final byte[] BOUND = result(0x61, 0, "");
    static final byte[] FOUND = Ber.element(0x64, Ber.text(Ber.OCTETS, "cn=hans"),
            Ber.element(Ber.SEQUENCE, Ber.element(Ber.SEQUENCE, Ber.text(Ber.OCTETS, "sn"),
                    Ber.element(0x31, Ber.text(Ber.OCTETS, "Gretel"), Ber.text(Ber.OCTETS, "Hansel")))));
    static final byte[] DONE = result(0x65, 0, "");

    private Directory() {}

    static byte[] result(int tag, int code, String diagnostic) {
        return Ber.element(tag, Ber.number(Ber.ENUMERATED, code), Ber.text(Ber.OCTETS, ""),
                Ber.text(Ber.OCTETS, diagnostic));
    }

    /** Answers the first request with the first operation and so on; two for one request are one array. */
    static Dialogue answering(byte[]... operations) {
        return (in, out) -> {
            int number = 0;
            for (byte[] each : operations) {
                int tag = each[0] & 0xff;
                if (tag != 0x65) {
                    number++;
                    skipRequest(in);
                }
                write(out, number, each);
            }
            Dialogue.SILENT.hold(in, out);
        };
    }

    static void write(OutputStream out, int number, byte[] operation) throws IOException {
        out.write(Ber.element(Ber.SEQUENCE, Ber.number(Ber.INTEGER, number), operation));
    }

    private static void skipRequest(InputStream in) throws IOException {
        in.readNBytes(1);
        in.readNBytes(in.read());
    }
}
