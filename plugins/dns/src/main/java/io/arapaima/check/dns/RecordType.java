package io.arapaima.check.dns;

import io.arapaima.check.UndecidedException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Types of records: the names in use (IANA), and {@code TYPE65} for every other (RFC 3597). */
final class RecordType {
    static final int A = 1;
    static final int NS = 2;
    static final int CNAME = 5;
    static final int SOA = 6;
    static final int PTR = 12;
    static final int MX = 15;
    static final int TXT = 16;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int DNAME = 39;
    static final int OPT = 41;
    static final int RRSIG = 46;
    static final int CAA = 257;
    private static final int ANY = 255;

    private static final Pattern NUMBERED = Pattern.compile("TYPE0*(\\d{1,5})");
    private static final int MOST = 0xffff;
    private static final Map<String, Integer> NUMBERS = Map.ofEntries(Map.entry("A", A), Map.entry("NS", NS),
            Map.entry("CNAME", CNAME), Map.entry("SOA", SOA), Map.entry("PTR", PTR), Map.entry("HINFO", 13),
            Map.entry("MX", MX), Map.entry("TXT", TXT), Map.entry("RP", 17), Map.entry("AAAA", AAAA),
            Map.entry("LOC", 29), Map.entry("SRV", SRV), Map.entry("NAPTR", 35), Map.entry("DNAME", DNAME),
            Map.entry("DS", 43), Map.entry("SSHFP", 44), Map.entry("RRSIG", RRSIG), Map.entry("NSEC", 47),
            Map.entry("DNSKEY", 48), Map.entry("NSEC3", 50), Map.entry("NSEC3PARAM", 51), Map.entry("TLSA", 52),
            Map.entry("CDS", 59), Map.entry("CDNSKEY", 60), Map.entry("SVCB", 64), Map.entry("HTTPS", 65),
            Map.entry("SPF", 99), Map.entry("ANY", ANY), Map.entry("URI", 256), Map.entry("CAA", CAA));
    private static final Map<Integer, String> NAMES = NUMBERS.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    /** Numbers up to 65535. */
    static final String FORM = "(?i)TYPE0*(?:\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d\\d|655[0-2]\\d|6553[0-5])|"
            + String.join("|", new TreeSet<>(NUMBERS.keySet()));

    private RecordType() {}

    static int number(String name) throws UndecidedException {
        String upper = name.toUpperCase(Locale.ROOT);
        Integer known = NUMBERS.get(upper);
        Matcher numbered = NUMBERED.matcher(upper);
        if (known != null) {
            return known;
        }
        if (numbered.matches() && Integer.parseInt(numbered.group(1)) <= MOST) {
            return Integer.parseInt(numbered.group(1));
        }
        throw new UndecidedException("type \"" + name + "\" is unknown; write a name such as A, AAAA or SOA, or a "
                + "number such as TYPE65");
    }

    /** Whether a record of that type answers a question for the other: ANY is for whichever. */
    static boolean answers(int record, int asked) {
        return asked == ANY || record == asked;
    }

    static String name(int number) {
        return NAMES.getOrDefault(number, "TYPE" + number);
    }
}
