/** Cognito identity pools. Not for use. */
@NullMarked
package io.saigon.testkit.internal.identity;

import org.jspecify.annotations.NullMarked;
