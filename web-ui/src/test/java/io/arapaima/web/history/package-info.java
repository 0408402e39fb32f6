/** Tests of what was. */
@NullMarked
package io.arapaima.web.history;

import org.jspecify.annotations.NullMarked;
