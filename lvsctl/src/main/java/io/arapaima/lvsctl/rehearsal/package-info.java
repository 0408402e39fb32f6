/** What lvsctl does when its start-up cache is made: its own commands, to a director on paper. */
@NullMarked
package io.arapaima.lvsctl.rehearsal;

import org.jspecify.annotations.NullMarked;
