/** What was, for charts: an hour and a day of numbers of each service and server, in memory and in one file. No HTTP. */
@NullMarked
package io.arapaima.web.history;

import org.jspecify.annotations.NullMarked;
