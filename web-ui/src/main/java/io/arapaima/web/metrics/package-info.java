/** The state as metric families for Prometheus, made anew at each scrape; and what this program counts of itself. */
@NullMarked
package io.arapaima.web.metrics;

import org.jspecify.annotations.NullMarked;
