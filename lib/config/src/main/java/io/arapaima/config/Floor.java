package io.arapaima.config;

/**
 * How many of several must stay.
 *
 * @param amount a number, or a share in percent; not negative
 * @param percent whether it is a share
 */
public record Floor(int amount, boolean percent) {
    /** None need stay. */
    public static final Floor NONE = new Floor(0, false);

    /**
     * How many that is.
     *
     * @param all how many there are
     * @return a share is rounded up, so that any share of some is at least one; never more than all
     */
    public int of(int all) {
        return percent ? (int) Math.ceilDiv((long) all * amount, 100L) : Math.min(amount, all);
    }

    @Override
    public String toString() {
        return percent ? amount + "%" : Integer.toString(amount);
    }
}
