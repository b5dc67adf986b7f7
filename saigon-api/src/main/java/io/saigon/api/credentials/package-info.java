/** AWS credentials and their providers. */
@NullMarked
package io.saigon.api.credentials;

import org.jspecify.annotations.NullMarked;
