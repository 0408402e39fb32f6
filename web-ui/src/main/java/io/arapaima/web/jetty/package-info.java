/** The server: connectors, certificate, limits, headers; the only place that knows Jetty's handlers. */
@NullMarked
package io.arapaima.web.jetty;

import org.jspecify.annotations.NullMarked;
