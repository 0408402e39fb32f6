package io.arapaima.check;

/**
 * A check that may be asked to go through a virtual address ({@code check_path = vip}). It says so by implementing this
 * interface, which means: whatever it sends to its target goes through {@link CheckSocket} or {@link CheckDatagrams}, on the
 * probe's own thread; these follow the {@link Route}. A check with sockets or programs of its own is a plain {@link Check}.
 */
public interface RoutedCheck extends Check {}
