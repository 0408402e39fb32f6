/** What a machine lacks for an lvs.cf, why it matters there, and the command that mends it. Reads /proc and /sys, changes nothing unasked. */
@NullMarked
package io.arapaima.doctor;

import org.jspecify.annotations.NullMarked;
