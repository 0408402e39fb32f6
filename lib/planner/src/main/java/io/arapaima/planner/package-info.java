/**
 * From facts to the whole desired table, each weight with its reason, and what of it is news. Pure: no thread, no clock, no file; the
 * same facts give the same plan.
 */
@NullMarked
package io.arapaima.planner;

import org.jspecify.annotations.NullMarked;
