/** The plugin that docs/writing-a-check.md walks through. */
@NullMarked
package io.arapaima.check.example;

import org.jspecify.annotations.NullMarked;
