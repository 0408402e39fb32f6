/**
 * The port to whatever forwards packets: services, destinations and the difference of two tables, without opinion.
 * Words are the kernel's (service, destination, forwarding method); only lvs-manager's planner translates to them.
 */
@NullMarked
package io.arapaima.dataplane;

import org.jspecify.annotations.NullMarked;
