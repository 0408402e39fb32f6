/**
 * For authors of check plugins: a {@link io.arapaima.check.Check} is ordinary blocking code that asks one real server
 * one question before a deadline. The test-jar of this module proves a check right: extend {@code CheckContract}.
 */
@NullMarked
package io.arapaima.check;

import org.jspecify.annotations.NullMarked;
