package io.arapaima.check;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Socket;

/** A route that no packet takes. */
final class NoWay extends Route {
    static final String WORDS = "there is no way";

    @Override
    protected void prepare(Socket socket) throws IOException {
        throw new UndecidedException(WORDS);
    }

    @Override
    protected void prepare(DatagramSocket socket) throws IOException {
        throw new UndecidedException(WORDS);
    }
}
