/** The context of a caller, on which results complete. */
@NullMarked
package io.saigon.api.context;

import org.jspecify.annotations.NullMarked;
