/** The check {@code mysql}: the client/server protocol 4.1, with mysql_native_password and caching_sha2_password. */
@NullMarked
package io.arapaima.check.mysql;

import org.jspecify.annotations.NullMarked;
