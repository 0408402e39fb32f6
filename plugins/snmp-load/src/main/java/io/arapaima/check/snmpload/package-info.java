/**
 * The check {@code snmp-load}: the load of a real server, from its SNMP agent. SNMP4J speaks the protocol; the probe's
 * own thread does all sending, waiting and receiving, so that nothing runs on when it ends.
 */
@NullMarked
package io.arapaima.check.snmpload;

import org.jspecify.annotations.NullMarked;
