package io.arapaima.config;

import java.util.Optional;

/** A number, or a share with a percent sign. */
record FloorType() implements ValueType<Floor> {
    private static final int ALL = 100;

    @Override
    public Optional<Floor> parse(Argument argument) throws BadValue {
        String text = argument.first();
        boolean percent = text.endsWith("%");
        String digits = percent ? text.substring(0, text.length() - 1) : text;
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw argument.bad(Complaint.ARGUMENT, "write a number of servers (2) or a share of them (25%)",
                    "台数 (2) または割合 (25%) を指定してください");
        }
        int amount = Integer.parseInt(digits);
        if (percent && amount > ALL) {
            throw argument.bad(Complaint.ARGUMENT, "the greatest share is 100%", "割合は 100% までです");
        }
        return Optional.of(new Floor(amount, percent));
    }

    @Override
    public String format(Floor value) {
        return value.toString();
    }

    @Override
    public Object json(Floor value) {
        return value.percent() ? (Object) value.toString() : (Object) (long) value.amount();
    }

    @Override
    public String kind() {
        return "a number, or a share as 25%";
    }

    @Override
    public String example() {
        return "2";
    }
}
