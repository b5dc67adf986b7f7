/** SigV4 signatures, and signed requests a second. */
@NullMarked
package io.saigon.benchmarks.signing;

import org.jspecify.annotations.NullMarked;
