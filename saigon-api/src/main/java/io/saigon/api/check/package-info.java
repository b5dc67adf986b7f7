/** Checks of arguments, for this module alone. */
@NullMarked
package io.saigon.api.check;

import org.jspecify.annotations.NullMarked;
