/** Signatures of one identity, and the recovery from refused ones. */
@NullMarked
package io.saigon.rest.vertx.identity;

import org.jspecify.annotations.NullMarked;
