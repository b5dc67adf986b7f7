/** Small calls of SDK clients, and the pauses of event loops that make the first of them. */
@NullMarked
package io.saigon.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
