package io.arapaima.check.ping;

import com.sun.jna.LastErrorException;
import java.io.IOException;
import java.util.Set;

/** A system call that failed, with what it means for the probe. */
final class KernelRefusal extends IOException {
    private static final long serialVersionUID = 1;

    static final int EPERM = 1;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    /** ENETDOWN is missing on purpose: the director's own interface is down. */
    private static final Set<Integer> NETWORK_SAYS_NO = Set.of(/* ENETUNREACH */ 101, /* ECONNREFUSED */ 111,
            /* EHOSTDOWN */ 112, /* EHOSTUNREACH */ 113);

    private final String sentence;
    private final int errno;

    /** Who is to blame. */
    enum Kind {
        /** The network or the server says that it cannot be reached. */
        UNREACHABLE,
        /** This director cannot ask. */
        LOCAL
    }

    KernelRefusal(String what, LastErrorException error) {
        super(error);
        this.sentence = what + ": " + text(error);
        this.errno = error.getErrorCode();
    }

    @Override
    public String getMessage() {
        return sentence;
    }

    Kind kind() {
        return NETWORK_SAYS_NO.contains(errno) ? Kind.UNREACHABLE : Kind.LOCAL;
    }

    /** JNA writes "[113] No route to host". */
    private static String text(LastErrorException error) {
        String message = String.valueOf(error.getMessage());
        return message.substring(message.indexOf(']') + 1).strip();
    }
}
