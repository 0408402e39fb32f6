package io.arapaima.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mask of client addresses: dotted or an IPv6 address as in {@link MaskType}, or a prefix length. To Piranha's
 * {@code inet_aton} a bare 24 is 0.0.0.24, which masks nothing anybody means, so the number is free to mean 24 ones.
 */
record ClientMaskType() implements ValueType<ClientMask> {
    private static final Pattern PREFIX = Pattern.compile("[1-9]\\d{0,2}");
    private static final int LONGEST = 128;
    private static final MaskType MASK = new MaskType(true);

    @Override
    public Optional<ClientMask> parse(Argument argument) throws BadValue {
        String text = argument.first();
        if (!PREFIX.matcher(text).matches()) {
            return MASK.parse(argument).map(mask -> new ClientMask(Optional.of(mask), 0));
        }
        int ones = Integer.parseInt(text);
        if (ones > LONGEST) {
            throw argument.bad(Complaint.MASK, "the greatest prefix length is " + LONGEST);
        }
        return Optional.of(new ClientMask(Optional.empty(), ones));
    }

    @Override
    public String format(ClientMask value) {
        return value.toString();
    }

    @Override
    public String kind() {
        return "a network mask or a prefix length";
    }

    @Override
    public String example() {
        return MASK.example();
    }

    @Override
    public FormField field() {
        return FormField.of(KeywordInfo.Kind.MASK);
    }
}
