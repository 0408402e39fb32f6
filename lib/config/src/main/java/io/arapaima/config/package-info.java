/**
 * {@code lvs.cf} to an immutable model and back. {@link io.arapaima.config.LvsConfReader} reads a text and reports every
 * problem at once, and {@link io.arapaima.config.LvsConfDocument} edits the text that was read. One table a level
 * ({@code TopKeywords}, {@code BlockKeywords}, {@code CheckKeywords}, {@code ServerKeywords}) declares every keyword;
 * parser, defaults, effective values, writer and manual are made from it. Everything here is immutable and safe
 * for use by several threads unless it says otherwise.
 */
@NullMarked
package io.arapaima.config;

import org.jspecify.annotations.NullMarked;
