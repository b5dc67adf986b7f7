/** Procedures of vertx-health-check: SaigonHealth. */
@NullMarked
package io.saigon.health;

import org.jspecify.annotations.NullMarked;
