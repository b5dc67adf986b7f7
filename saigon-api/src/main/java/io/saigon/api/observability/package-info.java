/** Measurements and health of what runs on a Vert.x instance, for monitoring systems. */
@NullMarked
package io.saigon.api.observability;

import org.jspecify.annotations.NullMarked;
