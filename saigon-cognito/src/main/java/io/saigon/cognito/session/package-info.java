/** Sessions whose tokens and credentials are renewed ahead of expiry. */
@NullMarked
package io.saigon.cognito.session;

import org.jspecify.annotations.NullMarked;
