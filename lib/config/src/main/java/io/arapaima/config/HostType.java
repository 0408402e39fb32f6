package io.arapaima.config;

import java.net.InetAddress;
import java.util.Optional;

/**
 * A host: numbers and dots as {@code inet_aton} reads them, an IPv6 address, or a name.
 *
 * @param zero whether 0.0.0.0 is legal; Piranha refuses it for the addresses that directors are told apart by
 */
record HostType(boolean zero) implements ValueType<InetAddress> {
    @Override
    public Optional<InetAddress> parse(Argument argument) throws BadValue {
        InetAddress address = host(argument);
        if (!zero && address.isAnyLocalAddress()) {
            throw argument.bad(Complaint.HOST, "write the director's own address", "このディレクタのアドレスを指定してください");
        }
        return Optional.of(address);
    }

    static InetAddress host(Argument argument) throws BadValue {
        InetAddress address = argument.names().address(argument.first()).orElseThrow(() -> AddressHint.of(argument)
                .map(hint -> argument.badAs(Complaint.ARGUMENT, hint))
                .orElseGet(() -> argument.bad(Complaint.ARGUMENT, "write an address or a host name that resolves",
                        "アドレス、または名前解決できるホスト名を指定してください")));
        AddressHint.warnIfOctal(argument, address);
        return address;
    }

    @Override
    public String format(InetAddress value) {
        return Literals.text(value);
    }

    @Override
    public String kind() {
        return "an address or a host name";
    }

    @Override
    public String example() {
        return "10.0.0.1";
    }

    @Override
    public FormField field() {
        return FormField.of(KeywordInfo.Kind.ADDRESS);
    }
}
