/** Single HTTP requests with their results, timeouts, redirects and failures. */
@NullMarked
package io.saigon.rest.vertx.http;

import org.jspecify.annotations.NullMarked;
