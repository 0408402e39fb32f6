/** Virtual addresses: which belong to this machine, whose they are now, and how long without a word. */
@NullMarked
package io.arapaima.manager.addresses;

import org.jspecify.annotations.NullMarked;
