/** Cancellation and traces of calls that are under way. */
@NullMarked
package io.saigon.api.call;

import org.jspecify.annotations.NullMarked;
