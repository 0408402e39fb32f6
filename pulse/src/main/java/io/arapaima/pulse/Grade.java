package io.arapaima.pulse;

/** How well a director could serve; a better one comes first. */
enum Grade {
    /** Nothing is known against it. */
    FIT,
    /** Its hub is well, but a link is down or a target of {@code reach} does not answer: keeps the role where nobody is better. */
    IMPAIRED,
    /** Its hub is dead, hung or cannot serve, or an operator works on it. */
    BROKEN
}
