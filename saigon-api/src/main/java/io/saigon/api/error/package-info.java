/** The failures that saigon's futures can have, under one root. */
@NullMarked
package io.saigon.api.error;

import org.jspecify.annotations.NullMarked;
