/** Faults on demand, in answers and on the wire. */
@NullMarked
package io.saigon.testkit.fault;

import org.jspecify.annotations.NullMarked;
