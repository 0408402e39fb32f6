/** Programs that run where the role is, and commands that follow a service's quorum. */
@NullMarked
package io.arapaima.manager.failover;

import org.jspecify.annotations.NullMarked;
