package io.arapaima.config;

/** A value that lvs.cf writes as one word of a fixed set. */
interface Word {
    /** As it stands in lvs.cf. */
    String word();
}
