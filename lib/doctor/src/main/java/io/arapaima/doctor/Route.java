package io.arapaima.doctor;

/**
 * An entry of the kernel's main routing table.
 *
 * @param to where it leads
 * @param direct whether the network is on the device's own wire, without a gateway
 * @param device interface
 * @param metric the lower, the better
 * @param reject whether packets are refused
 * @param planned whether it comes along with an address that this director will take
 * @param advertised whether a router advertisement made it (IPv6)
 */
record Route(Prefix to, boolean direct, String device, long metric, boolean reject, boolean planned,
        boolean advertised) {
    boolean isDefault() {
        return to.length() == 0;
    }

    @Override
    public String toString() {
        String where = isDefault() ? "default" : to.toString();
        return where + (reject ? " unreachable" : (direct ? " directly on " : " by a gateway on ") + device)
                + (planned ? ", once the floating address is there" : "");
    }
}
