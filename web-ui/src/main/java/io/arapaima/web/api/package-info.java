/** The operations of the contract. */
@NullMarked
package io.arapaima.web.api;

import org.jspecify.annotations.NullMarked;
