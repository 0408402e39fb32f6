package io.arapaima.config;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Mail addresses, separated by blanks or commas. */
record RecipientsType(int most) implements ValueType<List<String>> {
    /** More recipients than this belong on a mailing list. */
    static final int MAX_RECIPIENTS = 50;
    private static final Pattern SEPARATOR = Pattern.compile("[, \t]+");

    static RecipientsType many() {
        return new RecipientsType(2 * MAX_RECIPIENTS);
    }

    @Override
    public Optional<List<String>> parse(Argument argument) throws BadValue {
        List<String> addresses = argument.tokens().stream().map(Token::text).flatMap(SEPARATOR::splitAsStream)
                .filter(address -> !address.isEmpty()).toList();
        for (String address : addresses) {
            if (!isAddress(address)) {
                throw argument.bad(Complaint.ARGUMENT, Quote.of(address) + " is no mail address; write " + kind());
            }
        }
        if (most == 1 && addresses.size() > 1) {
            throw argument.bad(Complaint.ARGUMENT);
        }
        if (addresses.size() > MAX_RECIPIENTS) {
            throw argument.bad(Complaint.ARGUMENT, "at most " + MAX_RECIPIENTS + " recipients; use a mailing list");
        }
        return addresses.isEmpty() ? Optional.empty() : Optional.of(addresses);
    }

    /** Enough to catch a slip; only the mail server knows whether an address exists. */
    static boolean isAddress(String text) {
        int at = text.lastIndexOf('@');
        return !text.startsWith("'") && !text.startsWith("#")
                && (at < 0 ? !text.isEmpty() : at > 0 && at < text.length() - 1)
                && text.chars().noneMatch(c -> Character.isISOControl(c) || "<>()[];:\\\"".indexOf(c) >= 0);
    }

    @Override
    public String format(List<String> value) {
        return String.join(" ", value);
    }

    @Override
    public Object json(List<String> value) {
        return most == 1 ? value.getFirst() : value;
    }

    @Override
    public String kind() {
        return most == 1 ? "a mail address" : "mail addresses separated by blanks or commas";
    }

    @Override
    public String example() {
        return "ops@example.com";
    }
}
