/** The check {@code ssh}: the identification line of an SSH server (RFC 4253, section 4.2). */
@NullMarked
package io.arapaima.check.ssh;

import org.jspecify.annotations.NullMarked;
