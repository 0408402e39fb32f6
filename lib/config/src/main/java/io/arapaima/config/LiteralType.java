package io.arapaima.config;

import java.net.InetAddress;
import java.util.Optional;

/** A numeric address; names are refused, as Piranha does for {@code sorry_server}. */
record LiteralType() implements ValueType<InetAddress> {
    @Override
    public Optional<InetAddress> parse(Argument argument) throws BadValue {
        InetAddress address = Literals.address(argument.first()).orElseThrow(() -> AddressHint.of(argument)
                .map(hint -> argument.badAs(Complaint.HOST, hint)).orElseGet(() -> argument.bad(Complaint.HOST)));
        AddressHint.warnIfOctal(argument, address);
        return Optional.of(address);
    }

    @Override
    public String format(InetAddress value) {
        return Literals.text(value);
    }

    @Override
    public String kind() {
        return "a numeric address, not a name";
    }

    @Override
    public String example() {
        return "10.0.0.9";
    }

    @Override
    public FormField field() {
        return FormField.of(KeywordInfo.Kind.ADDRESS);
    }
}
