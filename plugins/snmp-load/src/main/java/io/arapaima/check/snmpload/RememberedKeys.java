package io.arapaima.check.snmpload;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.SecurityProtocols;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * The security protocols of SNMP4J with a memory for the keys that passwords make: RFC 3414 has a megabyte hashed for
 * each, which took 20 ms of a processor with every probe. Safe for use by many threads.
 */
final class RememberedKeys extends SecurityProtocols {
    private static final long serialVersionUID = 1;

    static final RememberedKeys INSTANCE = new RememberedKeys();
    /** Two for each of a thousand servers; a key takes 300 bytes with what it was made from. */
    private static final int MOST_KEYS = 2048;

    private final transient Map<Origin, byte[]> keys = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, byte[]> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** All that a key depends on. */
    private record Origin(OID authentication, OID privacy, OctetString password, OctetString engine) {}

    private RememberedKeys() {
        super(SecurityProtocolSet.maxCompatibility);
    }

    /** Loads what the first probe would have to load: ciphers take a second on a busy machine. */
    static void warmUp() {
        INSTANCE.passwordToKey(PrivAES128.ID, AuthHMAC192SHA256.ID, new OctetString("not a password"), new byte[12]);
    }

    @Override
    public byte[] passwordToKey(OID authentication, OctetString password, byte[] engine) {
        return remembered(new Origin(authentication, new OID(), password, new OctetString(engine)),
                () -> super.passwordToKey(authentication, password, engine));
    }

    @Override
    public byte[] passwordToKey(OID privacy, OID authentication, OctetString password, byte[] engine) {
        return remembered(new Origin(authentication, privacy, password, new OctetString(engine)),
                () -> super.passwordToKey(privacy, authentication, password, engine));
    }

    /** Hashed outside the lock: two probes may do it twice, but none waits for another's. */
    private byte[] remembered(Origin origin, Supplier<byte[]> hashed) {
        byte[] known;
        synchronized (keys) {
            known = keys.get(origin);
        }
        if (known == null) {
            known = hashed.get();
            synchronized (keys) {
                keys.put(origin, known);
            }
        }
        return known.clone();
    }
}
