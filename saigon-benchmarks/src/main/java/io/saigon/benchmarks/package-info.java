/** Benchmarks of saigon beside its peers, and beside the least possible cost. */
@NullMarked
package io.saigon.benchmarks;

import org.jspecify.annotations.NullMarked;
