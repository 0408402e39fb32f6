/** From events to what operators read: what a mail says and when it is due (pure), a spool that survives a kill, the mail server. */
@NullMarked
package io.arapaima.alerts;

import org.jspecify.annotations.NullMarked;
