/** SigV4 signer, signing WebClient and interceptor, typed REST client. */
@NullMarked
package io.saigon.rest.vertx;

import org.jspecify.annotations.NullMarked;
