/**
 * Authentication handlers: {@link io.saigon.cognito.web.CognitoAuthHandler} for tokens, {@link
 * io.saigon.cognito.web.CognitoLogin} for browsers, {@link
 * io.saigon.cognito.web.GatewayAuthHandler} for headers of a gateway.
 */
@NullMarked
package io.saigon.cognito.web;

import org.jspecify.annotations.NullMarked;
