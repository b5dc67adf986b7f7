/** Contenders in processes of their own. */
@NullMarked
package io.saigon.benchmarks.process;

import org.jspecify.annotations.NullMarked;
