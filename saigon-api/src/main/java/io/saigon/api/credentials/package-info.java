/** AWS credentials, and where they come from. */
@NullMarked
package io.saigon.api.credentials;

import org.jspecify.annotations.NullMarked;
