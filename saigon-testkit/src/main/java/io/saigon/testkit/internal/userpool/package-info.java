/** Cognito user pools. Not for use. */
@NullMarked
package io.saigon.testkit.internal.userpool;

import org.jspecify.annotations.NullMarked;
