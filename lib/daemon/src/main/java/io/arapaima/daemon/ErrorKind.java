package io.arapaima.daemon;

/** Whose fault an error is; decides exit code, log level and mail. */
public enum ErrorKind {
    /** The operator asked for something that cannot be: a bad file, a wrong name, a bad option. Exit code 1. */
    OPERATOR(1),
    /** The machine lacks something: a right, a port, a disk, a partner. Exit code 3. */
    ENVIRONMENT(3),
    /** This program is wrong. Exit code 4. */
    DEFECT(4);

    private final int exitCode;

    ErrorKind(int exitCode) {
        this.exitCode = exitCode;
    }

    /** {@return the exit code of a program that ends for this reason; 2 is left to wrong usage} */
    public int exitCode() {
        return exitCode;
    }
}
