/** Servers over https that are faster than their clients. */
@NullMarked
package io.saigon.benchmarks.server;

import org.jspecify.annotations.NullMarked;
