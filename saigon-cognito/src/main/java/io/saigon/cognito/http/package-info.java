/** Requests to endpoints that no client of the SDK has, with bounded answers. */
@NullMarked
package io.saigon.cognito.http;

import org.jspecify.annotations.NullMarked;
