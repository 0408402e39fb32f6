package io.arapaima.ipvs;

import java.io.IOException;

/** A conversation with the kernel that did not go as asked. */
class NetlinkException extends IOException {
    private static final long serialVersionUID = 1L;

    NetlinkException(String message) {
        super(message);
    }

    /** The kernel answered a request with an error. */
    static final class Refused extends NetlinkException {
        private static final long serialVersionUID = 1L;
        private final int number;
        private final String detail;

        /** Takes the error's positive number and what the kernel said beside it, empty when nothing. */
        Refused(int number, String detail) {
            super(Errno.name(number) + (detail.isEmpty() ? "" : ": " + detail));
            this.number = number;
            this.detail = detail;
        }

        Errno errno() {
            return Errno.of(number);
        }

        String detail() {
            return detail;
        }
    }

    /** Replies were lost, cut or late: whether the requests were carried out is not known; read back. */
    static class Lost extends NetlinkException {
        private static final long serialVersionUID = 1L;

        Lost(String message) {
            super(message);
        }
    }

    /** Bytes that are no netlink message, or not the one that was due: as good as lost. */
    static final class Malformed extends Lost {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }
}
