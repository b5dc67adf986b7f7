/** Typed REST client, authorization by Cognito users, and presigned transfers. */
@NullMarked
package io.saigon.rest.vertx;

import org.jspecify.annotations.NullMarked;
