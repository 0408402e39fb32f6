/** What the tests of several modules need. No program uses it. */
@NullMarked
package io.arapaima.testkit;

import org.jspecify.annotations.NullMarked;
