package io.arapaima.doctor;

import java.util.List;

/** One thing that a director needs of its machine. Only looks, changes nothing. */
interface Concern {
    /**
     * Looks.
     *
     * @param machine the machine
     * @param site what lvs.cf asks of it
     * @return everything looked at, what is right included
     */
    List<Finding> examine(Machine machine, Site site);
}
