/** What saigon costs, beside peers and beside the least that it can cost. */
@NullMarked
package io.saigon.benchmarks;

import org.jspecify.annotations.NullMarked;
