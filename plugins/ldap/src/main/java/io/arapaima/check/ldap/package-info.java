/** The checks {@code ldap} and {@code ldaps}: bind and one base search (RFC 4511), in an own small codec of BER. */
@NullMarked
package io.arapaima.check.ldap;

import org.jspecify.annotations.NullMarked;
