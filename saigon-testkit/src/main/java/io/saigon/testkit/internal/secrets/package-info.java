/** Secrets Manager. Not for use. */
@NullMarked
package io.saigon.testkit.internal.secrets;

import org.jspecify.annotations.NullMarked;
