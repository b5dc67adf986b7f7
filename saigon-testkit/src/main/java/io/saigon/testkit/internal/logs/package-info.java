/** Looks for secrets in what is logged. Not for use. */
@NullMarked
package io.saigon.testkit.internal.logs;

import org.jspecify.annotations.NullMarked;
