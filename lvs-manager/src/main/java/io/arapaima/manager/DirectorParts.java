package io.arapaima.manager;

import io.arapaima.alerts.Postbox;
import io.arapaima.manager.addresses.AddressKeeper;
import io.arapaima.manager.addresses.Duty;
import io.arapaima.manager.desk.ConfigSource;
import io.arapaima.manager.failover.FailoverKeeper;
import io.arapaima.manager.memory.Chronicle;
import io.arapaima.manager.table.Reconciler;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the director works with.
 *
 * @param source where lvs.cf comes from
 * @param reconciler the data plane
 * @param chronicle memory and journal
 * @param postbox the way to the operators' mail
 * @param duty with which it starts
 * @param addresses the virtual addresses, where they are ours to keep
 * @param failovers programs that run where the role is
 * @param nanoTime monotonic clock
 * @param clock wall clock, for showing
 */
record DirectorParts(ConfigSource source, Reconciler reconciler, Chronicle chronicle, Postbox postbox, Duty duty,
        Optional<AddressKeeper> addresses, FailoverKeeper failovers, LongSupplier nanoTime, InstantSource clock) {}
