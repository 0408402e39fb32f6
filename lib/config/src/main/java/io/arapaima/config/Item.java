package io.arapaima.config;

/** A part of a file that is more than blanks and comments. */
sealed interface Item permits Statement, Block {
    /** Line number, from 1, where it begins. */
    int line();
}
