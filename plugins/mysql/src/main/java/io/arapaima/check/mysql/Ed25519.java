package io.arapaima.check.mysql;

import io.arapaima.check.OptionText;
import io.arapaima.check.UndecidedException;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * MariaDB's proof of a password: the signature of Ed25519 (RFC 8032, section 5.1.6) whose secret is not 32 bytes but the password,
 * however long. Java signs with a secret of 32 bytes only, hence the arithmetic here. Each bit of a secret costs the same steps.
 */
final class Ed25519 {
    /** Of what the server sends to be signed. */
    static final int CHALLENGE = 32;

    private static final int HALF = 32;
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L = BigInteger.TWO.pow(252)
            .add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121_665).multiply(BigInteger.valueOf(121_666).modInverse(P))
            .mod(P);
    private static final BigInteger TWO_D = D.shiftLeft(1).mod(P);
    private static final Point NEUTRAL = new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
    private static final Point BASE = base();

    private Ed25519() {}

    /** A point in extended homogeneous coordinates (RFC 8032, section 5.1.4). */
    private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {
        Point plus(Point other) {
            BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
            BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
            BigInteger c = t.multiply(TWO_D).multiply(other.t).mod(P);
            BigInteger d = z.shiftLeft(1).multiply(other.z).mod(P);
            BigInteger e = b.subtract(a);
            BigInteger f = d.subtract(c);
            BigInteger g = d.add(c);
            BigInteger h = b.add(a);
            return new Point(e.multiply(f).mod(P), g.multiply(h).mod(P), f.multiply(g).mod(P), e.multiply(h).mod(P));
        }

        /** The y coordinate, and the sign of x in its highest bit. */
        byte[] encoded() {
            BigInteger inverse = z.modInverse(P);
            byte[] bytes = littleEndian(y.multiply(inverse).mod(P));
            if (x.multiply(inverse).mod(P).testBit(0)) {
                bytes[HALF - 1] |= (byte) 0x80;
            }
            return bytes;
        }
    }

    /** y is 4/5, and x the even one that belongs to it. */
    private static Point base() {
        BigInteger y = BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P);
        BigInteger square = y.multiply(y).mod(P);
        BigInteger xx = square.subtract(BigInteger.ONE)
                .multiply(D.multiply(square).add(BigInteger.ONE).mod(P).modInverse(P)).mod(P);
        BigInteger x = xx.modPow(P.add(BigInteger.valueOf(3)).shiftRight(3), P);
        if (!x.multiply(x).mod(P).equals(xx)) {
            BigInteger root = BigInteger.TWO.modPow(P.subtract(BigInteger.ONE).shiftRight(2), P);
            x = x.multiply(root).mod(P);
        }
        BigInteger even = x.testBit(0) ? P.subtract(x) : x;
        return new Point(even, y, BigInteger.ONE, even.multiply(y).mod(P));
    }

    /** Montgomery's ladder: both points move at each bit, whatever it is. */
    private static Point times(BigInteger scalar) {
        Point[] pair = {NEUTRAL, BASE};
        for (int bit = 255; bit >= 0; bit--) {
            int one = scalar.testBit(bit) ? 1 : 0;
            pair[1 - one] = pair[0].plus(pair[1]);
            pair[one] = pair[one].plus(pair[one]);
        }
        return pair[0];
    }

    /** {@return the 64 bytes by which the password signs the challenge} */
    static byte[] signature(String password, byte[] challenge) throws IOException {
        byte[] secret = sha512(OptionText.bytes(password));
        byte[] low = Arrays.copyOf(secret, HALF);
        low[0] &= (byte) 248;
        low[HALF - 1] &= 63;
        low[HALF - 1] |= 64;
        BigInteger scalar = number(low);
        byte[] key = times(scalar).encoded();
        BigInteger nonce = number(sha512(Arrays.copyOfRange(secret, HALF, secret.length), challenge)).mod(L);
        byte[] commitment = times(nonce).encoded();
        BigInteger hash = number(sha512(commitment, key, challenge)).mod(L);
        byte[] signature = Arrays.copyOf(commitment, 2 * HALF);
        System.arraycopy(littleEndian(hash.multiply(scalar).add(nonce).mod(L)), 0, signature, HALF, HALF);
        return signature;
    }

    private static byte[] sha512(byte[]... parts) throws UndecidedException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] each : parts) {
                digest.update(each);
            }
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new UndecidedException("SHA-512 is not there on this director: " + e.getMessage());
        }
    }

    private static BigInteger number(byte[] littleEndian) {
        return new BigInteger(1, reversed(littleEndian));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] big = number.toByteArray();
        byte[] bytes = new byte[HALF];
        for (int i = 0; i < Math.min(HALF, big.length); i++) {
            bytes[i] = big[big.length - 1 - i];
        }
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
