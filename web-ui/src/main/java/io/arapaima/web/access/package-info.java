/** Who may come in: users, passwords, sessions, tokens, the one-time code, and what guessing costs. */
@NullMarked
package io.arapaima.web.access;

import org.jspecify.annotations.NullMarked;
