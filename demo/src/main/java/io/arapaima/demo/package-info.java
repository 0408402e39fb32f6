/**
 * The demo: real servers, a mail server and a client of its own around the real suite, and a walk through what a director
 * is for. Every step states what it measured and fails when an expectation does.
 */
@NullMarked
package io.arapaima.demo;

import org.jspecify.annotations.NullMarked;
