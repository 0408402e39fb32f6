package io.arapaima.check.ldap;

import io.arapaima.check.CheckResult.Reason;
import io.arapaima.check.FailedException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The result of an operation (RFC 4511, appendix A).
 *
 * @param code its number
 * @param diagnostic the server's words; may be empty
 */
record ResultCode(int code, String diagnostic) {
    private static final Map<Integer, String> NAMES = Map.ofEntries(Map.entry(1, "operationsError"),
            Map.entry(2, "protocolError"), Map.entry(3, "timeLimitExceeded"), Map.entry(4, "sizeLimitExceeded"),
            Map.entry(7, "authMethodNotSupported"), Map.entry(8, "strongerAuthRequired"), Map.entry(10, "referral"),
            Map.entry(11, "adminLimitExceeded"), Map.entry(13, "confidentialityRequired"),
            Map.entry(32, "noSuchObject"), Map.entry(34, "invalidDNSyntax"),
            Map.entry(48, "inappropriateAuthentication"), Map.entry(49, "invalidCredentials"),
            Map.entry(50, "insufficientAccessRights"), Map.entry(51, "busy"), Map.entry(52, "unavailable"),
            Map.entry(53, "unwillingToPerform"), Map.entry(80, "other"));

    private static final int SIZE_LIMIT = 4;
    private static final int STRONGER_AUTHENTICATION = 8;
    private static final int CONFIDENTIALITY = 13;
    private static final int INVALID_CREDENTIALS = 49;
    /** Of who wants somebody's name, or encryption: it works, and takes no stranger. */
    private static final Set<Integer> NO_STRANGERS = Set.of(7, STRONGER_AUTHENTICATION, CONFIDENTIALITY, 48, 50);
    /** Active Directory says only to who knows the password that the account is out of hours, disabled, or must change it. */
    private static final Pattern ACCOUNT = Pattern.compile("data (?:530|531|532|533|701|773)\\b");

    boolean refusesStrangers() {
        return NO_STRANGERS.contains(code);
    }

    boolean wantsEncryption() {
        return code == STRONGER_AUTHENTICATION || code == CONFIDENTIALITY;
    }

    boolean followsARightPassword() {
        return code == INVALID_CREDENTIALS && ACCOUNT.matcher(diagnostic).find();
    }

    boolean isSizeLimit() {
        return code == SIZE_LIMIT;
    }

    void requireSuccess(String what) throws FailedException {
        if (code != 0) {
            throw new FailedException(Reason.CONTENT, "expected success of " + what + ", got " + this);
        }
    }

    @Override
    public String toString() {
        return NAMES.getOrDefault(code, "result") + " (" + code + ")"
                + (diagnostic.isBlank() ? "" : ": " + diagnostic);
    }
}
