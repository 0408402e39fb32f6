package io.arapaima.doctor;

/** One thing that {@code lvsctl doctor --fix} can do; doing it twice is doing it once. */
sealed interface Repair {
    /** {@return the command that does the same by hand} */
    String command();

    /**
     * Sets a kernel setting, now and at each boot.
     *
     * @param name {@code net.ipv4.ip_forward}
     * @param value the value
     */
    record Sysctl(String name, String value) implements Repair {
        @Override
        public String command() {
            return "sysctl -w " + name + "=" + (value.contains(" ") ? '"' + value + '"' : value);
        }
    }

    /**
     * Loads a module, now and at each boot.
     *
     * @param name {@code ip_vs}
     */
    record Module(String name) implements Repair {
        @Override
        public String command() {
            return "modprobe " + name;
        }
    }
}
