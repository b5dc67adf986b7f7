/**
 * Authentication handlers: {@link io.saigon.cognito.web.CognitoAuthHandler} for tokens, {@link
 * io.saigon.cognito.web.CognitoLogin} for browsers, {@link
 * io.saigon.cognito.web.GatewayAuthHandler} for headers of a gateway, {@link
 * io.saigon.cognito.web.JwtAuthHandler} for other issuers and for load balancers.
 */
@NullMarked
package io.saigon.cognito.web;

import org.jspecify.annotations.NullMarked;
