/** The checks {@code exec} and {@code nagios}: a program judges the server. */
@NullMarked
package io.arapaima.check.exec;

import org.jspecify.annotations.NullMarked;
