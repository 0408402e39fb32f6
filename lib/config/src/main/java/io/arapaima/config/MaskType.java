package io.arapaima.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A dotted network mask, or its IPv6 counterpart. 0.0.0.0 means "not given".
 *
 * @param hostIsNone whether 255.255.255.255 means "not given" too, as Piranha has it for {@code pmask}
 */
record MaskType(boolean hostIsNone) implements ValueType<InetAddress> {
    private static final byte ALL = (byte) 0xFF;

    @Override
    public Optional<InetAddress> parse(Argument argument) throws BadValue {
        InetAddress mask = Literals.address(argument.first()).filter(Literals::isMask)
                .orElseThrow(() -> argument.bad(Complaint.MASK));
        boolean none = mask.isAnyLocalAddress() || (hostIsNone && isHostMask(mask));
        return none ? Optional.empty() : Optional.of(mask);
    }

    private static boolean isHostMask(InetAddress mask) {
        for (byte part : mask.getAddress()) {
            if (part != ALL) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String format(InetAddress value) {
        return Literals.text(value);
    }

    @Override
    public String kind() {
        return "a network mask";
    }

    @Override
    public String example() {
        return "255.255.255.0";
    }

    @Override
    public FormField field() {
        return FormField.of(KeywordInfo.Kind.MASK);
    }
}
