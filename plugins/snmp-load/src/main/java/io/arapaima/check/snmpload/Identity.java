package io.arapaima.check.snmpload;

import io.arapaima.check.Options;
import io.arapaima.check.UndecidedException;
import java.util.Optional;
import org.snmp4j.security.AuthHMAC128SHA224;
import org.snmp4j.security.AuthHMAC192SHA256;
import org.snmp4j.security.AuthHMAC256SHA384;
import org.snmp4j.security.AuthHMAC384SHA512;
import org.snmp4j.security.AuthMD5;
import org.snmp4j.security.AuthSHA;
import org.snmp4j.security.PrivAES128;
import org.snmp4j.security.PrivAES192;
import org.snmp4j.security.PrivAES256;
import org.snmp4j.security.PrivDES;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.smi.OID;

/** As whom the agent is asked. */
sealed interface Identity {
    /** Version 2c: a word that everybody on the path can read. */
    record Community(String word) implements Identity {}

    /** Version 3, user-based security (RFC 3414). */
    record User(String name, Optional<Key> authentication, Optional<Key> privacy) implements Identity {
        SecurityLevel level() {
            return authentication.isEmpty()
                    ? SecurityLevel.noAuthNoPriv
                    : privacy.isEmpty() ? SecurityLevel.authNoPriv : SecurityLevel.authPriv;
        }
    }

    /** A protocol and the password for it. */
    record Key(OID protocol, String password) {}

    static Identity of(Options options) throws UndecidedException {
        if (options.text("version").equals("2c")) {
            return new Community(options.secret("community").orElseThrow());
        }
        Optional<Key> authentication = key(options, "auth-password", authentication(options.text("auth-protocol")));
        Optional<Key> privacy = key(options, "priv-password", privacy(options.text("priv-protocol")));
        return new User(options.text("user"), authentication, privacy);
    }

    private static Optional<Key> key(Options options, String name, OID protocol) throws UndecidedException {
        Optional<String> password = options.secret(name);
        // RFC 3414, section 11.2; agents refuse to have such users.
        if (password.isPresent() && password.get().length() < 8) {
            throw new IllegalArgumentException(
                    name + " has " + password.get().length() + " characters; SNMP version 3 wants at least 8");
        }
        return password.map(word -> new Key(protocol, word));
    }

    private static OID authentication(String name) {
        return switch (name) {
            case "SHA256" -> AuthHMAC192SHA256.ID;
            case "SHA" -> AuthSHA.ID;
            case "SHA224" -> AuthHMAC128SHA224.ID;
            case "SHA384" -> AuthHMAC256SHA384.ID;
            case "SHA512" -> AuthHMAC384SHA512.ID;
            case "MD5" -> AuthMD5.ID;
            default -> throw new IllegalArgumentException("auth-protocol " + name + " is unknown");
        };
    }

    private static OID privacy(String name) {
        return switch (name) {
            case "AES" -> PrivAES128.ID;
            case "AES192" -> PrivAES192.ID;
            case "AES256" -> PrivAES256.ID;
            case "DES" -> PrivDES.ID;
            default -> throw new IllegalArgumentException("priv-protocol " + name + " is unknown");
        };
    }
}
