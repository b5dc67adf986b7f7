/** Typed secrets from a cache, and past it. */
@NullMarked
package io.saigon.benchmarks.secrets;

import org.jspecify.annotations.NullMarked;
