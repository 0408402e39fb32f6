package io.arapaima.config;

/** The messages of Piranha's own parser; scripts and people know them, so ours begin with them. */
enum Complaint {
    EMPTY("Empty configuration"), QUOTATION("quotation mismatch"), END_OF_FILE("unexpected end of file"),
    UNEXPECTED_ARGUMENTS("unexpected arguments"), EQUAL("equal (=) expected after command"),
    MISSING_ARGUMENTS("missing arguments"), HOST("invalid host name or ip address"), ARGUMENT("invalid argument"),
    INTEGER("integer expected"), BOOLEAN("boolean expected"), COMMAND("unknown command"), LIST("list expected"),
    MASK("Bad subnet mask specified");

    private final String text;

    Complaint(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
