/** OAuth 2.0 and managed log-in of user pools. Not for use. */
@NullMarked
package io.saigon.testkit.internal.oauth;

import org.jspecify.annotations.NullMarked;
