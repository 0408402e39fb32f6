/** The web API of a director, as a daemon without rights: see web-ui/README.md. */
@NullMarked
package io.arapaima.web;

import org.jspecify.annotations.NullMarked;
