/** Check plugins: their folder, their code behind a gate, what they offer, and how they behave. */
@NullMarked
package io.arapaima.nanny.plugin;

import org.jspecify.annotations.NullMarked;
