package io.arapaima.config;

/** Whether a problem keeps a file from being used. */
public enum Severity {
    /** The file is not used. */
    ERROR,
    /** The file is used, but probably does not mean what its author thinks. */
    WARNING
}
