/** AWS Signature Version 4 for requests of any HTTP client. */
@NullMarked
package io.saigon.rest.vertx.sigv4;

import org.jspecify.annotations.NullMarked;
