/** What is put on the screen: the hub's answers as tables and lines, coloured where a terminal takes it. Asks nobody. */
@NullMarked
package io.arapaima.lvsctl.screen;

import org.jspecify.annotations.NullMarked;
