/**
 * Why things are as they are: what a server, a director and an lvs.cf can be, the causes as data, and one place for each language that
 * says them to people. Knows no message.
 */
@NullMarked
package io.arapaima.ipc.reason;

import org.jspecify.annotations.NullMarked;
