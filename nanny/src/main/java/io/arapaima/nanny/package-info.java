/**
 * The check engine: one process that runs all checks on time, keeps plugins apart from each other and from itself,
 * judges rise and fall, and reports verdicts and loads to the hub. It knows nothing of weights and nothing of the table.
 */
@NullMarked
package io.arapaima.nanny;

import org.jspecify.annotations.NullMarked;
