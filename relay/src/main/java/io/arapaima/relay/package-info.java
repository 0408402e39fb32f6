/**
 * The data plane in user space: a TCP forwarder with the kernel's schedulers, for a machine without IPVS or root.
 *
 * <p>It is a process of its own, so that a dead lvs-manager never stops traffic: {@link io.arapaima.relay.Main} runs it,
 * {@link io.arapaima.relay.RelayClient} drives it over a Unix socket. From the outside in: {@code ControlServer} reads
 * rules, {@code Relay} owns sockets and threads, {@code LiveTable} decides without either, {@code Forwarder} moves bytes.
 */
@NullMarked
package io.arapaima.relay;

import org.jspecify.annotations.NullMarked;
