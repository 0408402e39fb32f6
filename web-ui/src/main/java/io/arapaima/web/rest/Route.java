package io.arapaima.web.rest;

import io.arapaima.ipc.peer.PeerRole;
import java.io.IOException;
import java.util.Optional;

/**
 * An operation of the contract.
 *
 * @param method in capitals
 * @param path with variables in braces, {@code /api/v1/services/{service}}
 * @param takes the least role; empty = nobody need be known
 * @param longest body, bytes
 * @param action fulfils it
 */
public record Route(String method, String path, Optional<PeerRole> takes, int longest, Action action) {
    /** Of most bodies. */
    private static final int BODY = 64 << 10;

    /** Fulfils a request. */
    @FunctionalInterface
    public interface Action {
        /**
         * Fulfils it.
         *
         * @param call the request
         * @return the answer
         * @throws IOException when the director or the disk cannot be asked
         */
        Reply act(Call call) throws IOException;
    }

    /** {@return an operation for a role and the ones above it} */
    public static Route of(String method, String path, PeerRole takes, Action action) {
        return new Route(method, path, Optional.of(takes), BODY, action);
    }

    /** {@return an operation for everybody, signed in or not} */
    public static Route open(String method, String path, Action action) {
        return new Route(method, path, Optional.empty(), BODY, action);
    }

    /** {@return the same with a longer body} */
    public Route upTo(int bytes) {
        return new Route(method, path, takes, bytes, action);
    }
}
