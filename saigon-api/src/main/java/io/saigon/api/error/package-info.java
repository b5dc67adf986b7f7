/** The exceptions of saigon's futures, under one root. */
@NullMarked
package io.saigon.api.error;

import org.jspecify.annotations.NullMarked;
