/** The check {@code mysql}: the client/server protocol 4.1, with the logins that MySQL and MariaDB offer for passwords. */
@NullMarked
package io.arapaima.check.mysql;

import org.jspecify.annotations.NullMarked;
