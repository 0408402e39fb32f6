/** Requests and their answers without a server: routes, the order of the questions each request is asked, problem documents. */
@NullMarked
package io.arapaima.web.rest;

import org.jspecify.annotations.NullMarked;
