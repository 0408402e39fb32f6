/** Which director is active. Pure: what was heard and when goes in, beats, a role and words for people come out. */
@NullMarked
package io.arapaima.pulse.election;

import org.jspecify.annotations.NullMarked;
