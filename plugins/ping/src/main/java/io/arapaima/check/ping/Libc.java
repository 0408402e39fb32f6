package io.arapaima.check.ping;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;

/**
 * The system calls we need, mapped directly. None of them blocks as it is called here: a native call that does would
 * hold the carrier of the virtual thread. The error number comes as an exception of the same call, because another
 * virtual thread may have used the carrier's own before we could ask for it.
 *
 * <p>Never unregistered: JNA's cleaner thread then keeps 3 MB in memory when the plugin is replaced, but a probe inside
 * a call that is unregistered would take the engine down.
 */
final class Libc {
    static {
        Native.register(Libc.class, "c");
    }

    private Libc() {}

    /** JNA unpacks a library first, which took 1.3 s on a busy machine: more than the time limit of many a probe. */
    static void warmUp() {
        poll(new byte[0], new NativeLong(0), 0);
    }

    static native int socket(int domain, int type, int protocol) throws LastErrorException;

    static native int setsockopt(int fd, int level, int option, byte[] value, int length) throws LastErrorException;

    static native int connect(int fd, byte[] address, int length) throws LastErrorException;

    static native NativeLong send(int fd, byte[] data, NativeLong length, int flags) throws LastErrorException;

    static native NativeLong recv(int fd, byte[] data, NativeLong length, int flags) throws LastErrorException;

    static native int poll(byte[] descriptors, NativeLong count, int timeout) throws LastErrorException;

    static native int close(int fd) throws LastErrorException;
}
