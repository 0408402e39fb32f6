package io.arapaima.dataplane;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The port to the addresses of this machine. Policy belongs to the caller: nothing here retries or decides whose an address
 * is. Thread-safe: reading, adding and removing take turns; {@link #announce} and {@link #occupant} wait for none of these.
 * Addresses outlive the caller.
 */
public interface AddressPlane extends AutoCloseable {
    /**
     * Reads every address of this machine, whoever added it.
     *
     * @return the addresses with device and label
     * @throws DataPlaneException when the kernel cannot be asked
     */
    List<VirtualAddress> held() throws DataPlaneException;

    /**
     * Reads every interface.
     *
     * @return the interfaces
     * @throws DataPlaneException when the kernel cannot be asked
     */
    List<Link> links() throws DataPlaneException;

    /**
     * Has somebody told, on a thread of its own, as soon as an interface comes, goes, or gets or loses its carrier, and as
     * soon as an address disappears; once more than needed rather than once too little.
     *
     * @param listener called after each such change; whoever is told reads again
     * @throws DataPlaneException when the kernel cannot be heard
     */
    void watch(Runnable listener) throws DataPlaneException;

    /**
     * Adds an address, or renews its lifetime when it is there. No other address of the device is touched. IPv6 addresses are
     * usable at once, without duplicate address detection, and never chosen as source.
     *
     * @param address the address
     * @param lifetime after which the kernel itself removes it, whole seconds; empty = never
     * @throws DataPlaneException when the kernel refuses; the message names the cure
     */
    void hold(VirtualAddress address, Optional<Duration> lifetime) throws DataPlaneException;

    /**
     * Removes exactly this address; a missing one is no error.
     *
     * @param address the address
     * @throws DataPlaneException when the kernel refuses
     */
    void drop(VirtualAddress address) throws DataPlaneException;

    /**
     * Tells the neighbours once that the address is here: gratuitous ARP request and reply, or unsolicited neighbour
     * advertisement. An interface that has no ARP is skipped.
     *
     * @param address an address that is held
     * @throws DataPlaneException when nothing can be sent
     */
    void announce(VirtualAddress address) throws DataPlaneException;

    /**
     * Asks the network who has the address (RFC 5227 probe, or neighbour solicitation from the unspecified address).
     *
     * @param address an address that is not held
     * @param patience how long to wait for an answer
     * @return hardware address of somebody else who answered, {@code 02:00:00:00:00:01}; empty when nobody did
     * @throws DataPlaneException when nothing can be sent
     */
    Optional<String> occupant(VirtualAddress address, Duration patience) throws DataPlaneException;

    /** Lets go of the sockets; addresses stay. */
    @Override
    void close();
}
