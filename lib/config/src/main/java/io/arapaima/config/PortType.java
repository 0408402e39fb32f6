package io.arapaima.config;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A port number, or the name of a TCP service where {@code named} says so. As in Piranha a name is looked up as a TCP
 * service whatever the protocol.
 *
 * @param number the rule for the number
 * @param named whether names are legal
 */
record PortType(NumberType number, boolean named) implements WholeNumberType {
    private static final long MAX_PORT = 65535;

    static PortType of(long least, boolean named, String example) {
        return new PortType(new NumberType(least, MAX_PORT, "", example), named);
    }

    @Override
    public Optional<Long> parse(Argument argument) throws BadValue {
        String text = argument.first();
        OptionalLong numeric = Literals.number(text);
        if (numeric.isPresent() || !named) {
            return Optional.of(number.number(argument));
        }
        OptionalInt port = TcpServices.port(text);
        if (port.isEmpty()) {
            throw argument.bad(Complaint.ARGUMENT, "no TCP service has that name; write a port number",
                    "その名前のTCPサービスはありません。ポート番号を指定してください");
        }
        return Optional.of((long) port.getAsInt());
    }

    @Override
    public String kind() {
        return named ? "a port number or the name of a TCP service" : "a port number";
    }

    @Override
    public String range() {
        return number.range();
    }

    @Override
    public String example() {
        return number.example();
    }

    @Override
    public FormField field() {
        return number.field(KeywordInfo.Kind.PORT);
    }
}
