package io.arapaima.dataplane;

/** One step from one table to another. Each is idempotent in intent: it names the wanted state, not a delta. */
public sealed interface Change {
    /** {@return the service this step is about} */
    ServiceKey service();

    /**
     * Adds a service without destinations.
     *
     * @param added the new service
     */
    record AddService(Service added) implements Change {
        @Override
        public ServiceKey service() {
            return added.key();
        }
    }

    /**
     * Changes scheduler, flags or persistence in place; connections survive.
     *
     * @param edited the service as wanted
     */
    record EditService(Service edited) implements Change {
        @Override
        public ServiceKey service() {
            return edited.key();
        }
    }

    /**
     * Removes a service and whatever destinations it has.
     *
     * @param service the leaving service
     */
    record RemoveService(ServiceKey service) implements Change {}

    /**
     * Adds a destination to a service that exists.
     *
     * @param service its service
     * @param added the new destination
     */
    record AddDestination(ServiceKey service, Destination added) implements Change {}

    /**
     * Changes weight, forwarding or thresholds in place; connections survive.
     *
     * @param service its service
     * @param edited the destination as wanted
     */
    record EditDestination(ServiceKey service, Destination edited) implements Change {}

    /**
     * Removes a destination; its connections end as the data plane ends them (IPVS: with expire_nodest_conn at once).
     *
     * @param service its service
     * @param destination the leaving destination
     */
    record RemoveDestination(ServiceKey service, DestinationKey destination) implements Change {}
}
