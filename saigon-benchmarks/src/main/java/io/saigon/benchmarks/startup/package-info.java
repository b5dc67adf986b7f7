/** Processes from their start to a first signed answer. */
@NullMarked
package io.saigon.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
