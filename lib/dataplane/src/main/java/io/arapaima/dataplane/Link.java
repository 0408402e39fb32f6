package io.arapaima.dataplane;

/**
 * A network interface as it is now.
 *
 * @param name its name
 * @param index its number in this network namespace
 * @param up administratively up
 * @param running able to pass packets: carrier present and lower devices up (kernel: {@code IFF_LOWER_UP})
 */
public record Link(String name, int index, boolean up, boolean running) {}
