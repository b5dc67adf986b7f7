/** Suspending and reified extensions of saigon's API. */
@NullMarked
package io.saigon.kotlin;

import org.jspecify.annotations.NullMarked;
