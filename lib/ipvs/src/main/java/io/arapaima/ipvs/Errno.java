package io.arapaima.ipvs;

import com.sun.jna.Native;

/** Why the kernel said no (Linux: {@code asm-generic/errno.h}, the same on x86-64 and arm64). */
enum Errno {
    EPERM(1), ENOENT(2), ESRCH(3), EINTR(4), ENXIO(6), EBADF(9), EAGAIN(11), ENOMEM(12), EACCES(13), EBUSY(16),
    EEXIST(17), ENODEV(19), EINVAL(22), ENFILE(23), EMFILE(24), EROFS(30), ERANGE(34), EPROTO(71), EMSGSIZE(90),
    ENOPROTOOPT(92), EPROTONOSUPPORT(93), EOPNOTSUPP(95), EAFNOSUPPORT(97), EADDRNOTAVAIL(99), ENETDOWN(100),
    ENETUNREACH(101), ENOBUFS(105), ECONNREFUSED(111), EHOSTUNREACH(113), OTHER(0);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    static Errno of(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return errno;
            }
        }
        return OTHER;
    }

    /** The reason of the last failed call of {@link Libc} in this thread; no other call may stand between. */
    static Errno last() {
        return of(Native.getLastError());
    }

    /** The name, or the number where it has none here. */
    static String name(int number) {
        Errno errno = of(number);
        return errno == OTHER ? "errno " + number : errno.name();
    }

    int number() {
        return number;
    }
}
