/** The check {@code agent}: what a server says of itself, in the words of HAProxy's agent-check. */
@NullMarked
package io.arapaima.check.agent;

import org.jspecify.annotations.NullMarked;
