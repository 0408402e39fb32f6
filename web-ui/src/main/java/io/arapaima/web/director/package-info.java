/** What the director says: the connection to the hub and to pulse, its state as rows, and the differences of two states. */
@NullMarked
package io.arapaima.web.director;

import org.jspecify.annotations.NullMarked;
