/** The API gateway. Not for use. */
@NullMarked
package io.saigon.testkit.internal.gateway;

import org.jspecify.annotations.NullMarked;
