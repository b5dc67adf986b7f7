/** Models of kotlinx.serialization. */
@NullMarked
package io.saigon.kotlin.serialization;

import org.jspecify.annotations.NullMarked;
