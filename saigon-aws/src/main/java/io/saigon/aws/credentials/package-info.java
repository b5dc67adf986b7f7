/** Credentials of the application for the SDK's clients. */
@NullMarked
package io.saigon.aws.credentials;

import org.jspecify.annotations.NullMarked;
