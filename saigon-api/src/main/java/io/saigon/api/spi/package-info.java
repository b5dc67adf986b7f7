/** Interfaces that an implementation of a service provides. */
@NullMarked
package io.saigon.api.spi;

import org.jspecify.annotations.NullMarked;
