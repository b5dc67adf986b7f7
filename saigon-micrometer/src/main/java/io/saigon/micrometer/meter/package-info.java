/** The meters, and how measurements are recorded to them. */
@NullMarked
package io.saigon.micrometer.meter;

import org.jspecify.annotations.NullMarked;
