package io.arapaima.http2;

/** Which bodies somebody wants to be read. Thread-safe where its implementation is. */
@FunctionalInterface
public interface BodyWish {
    /**
     * Asked when the header is there.
     *
     * @param status the answer's
     * @param sized whether it says how long its body is; one that does not may never end
     * @return whether the body is read
     */
    boolean reads(int status, boolean sized);
}
