package io.arapaima.check.ldap;

import java.util.Map;

/** Names of the result codes that a check meets (RFC 4511, appendix A). */
final class ResultCode {
    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(1, "operationsError"),
            Map.entry(2, "protocolError"), Map.entry(3, "timeLimitExceeded"), Map.entry(4, "sizeLimitExceeded"),
            Map.entry(7, "authMethodNotSupported"), Map.entry(8, "strongerAuthRequired"), Map.entry(10, "referral"),
            Map.entry(11, "adminLimitExceeded"), Map.entry(13, "confidentialityRequired"),
            Map.entry(32, "noSuchObject"), Map.entry(34, "invalidDNSyntax"),
            Map.entry(48, "inappropriateAuthentication"), Map.entry(49, "invalidCredentials"),
            Map.entry(50, "insufficientAccessRights"), Map.entry(51, "busy"), Map.entry(52, "unavailable"),
            Map.entry(53, "unwillingToPerform"), Map.entry(80, "other"));

    private ResultCode() {}

    static String name(int code) {
        return NAMES.getOrDefault(code, "result") + " (" + code + ")";
    }
}
