/** The provider of Cognito clients, and the client that joins the other packages. */
@NullMarked
package io.saigon.cognito.provider;

import org.jspecify.annotations.NullMarked;
