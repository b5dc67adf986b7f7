/** The OAuth 2.0 token endpoint of user pools. */
@NullMarked
package io.saigon.cognito.oauth;

import org.jspecify.annotations.NullMarked;
