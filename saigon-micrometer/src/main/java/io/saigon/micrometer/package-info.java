/** Meters of Micrometer for what saigon does: SaigonMeters. */
@NullMarked
package io.saigon.micrometer;

import org.jspecify.annotations.NullMarked;
