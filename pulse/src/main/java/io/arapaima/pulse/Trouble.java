package io.arapaima.pulse;

/**
 * Something that keeps this director from serving.
 *
 * @param grade IMPAIRED or BROKEN
 * @param text what is wrong, one sentence
 * @param since when it began, in nanoseconds of this director's clock
 */
record Trouble(Grade grade, String text, long since) {}
