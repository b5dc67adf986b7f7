package io.saigon.cognito.web;

import io.saigon.api.cognito.CognitoAuthProvider;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoRequestContext;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.rest.HeaderContext;
import io.saigon.api.rest.HeaderFormat;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Authenticates requests by the caller that a gateway names in headers.
 *
 * <pre>{@code
 * router.route("/orders/*").handler(GatewayAuthHandler.create(userPoolId));
 * router.get("/orders/:id").handler(ctx -> answer(ctx, GatewayAuthHandler.user(ctx).identityId()));
 * }</pre>
 *
 * <p>Headers prove nothing by themselves: use this handler only where every request comes through a
 * gateway that sets them and removes those that a caller sent.
 *
 * <p>Other requests fail with 401; the cause of {@link RoutingContext#failure()} is an {@link
 * AuthenticationException} without a stack trace, whose message says what is wrong with the header
 * and never repeats its value. Vert.x Web logs failures as errors that no failure handler of a
 * route and no {@code errorHandler} of the router handles; {@code router.errorHandler(401, context
 * -> {})} answers refusals without a log line.
 */
public final class GatewayAuthHandler {
  private static final String CALLER = "io.saigon.cognito.caller";

  private GatewayAuthHandler() {}

  /**
   * Creates a handler for users of user pools, whom API Gateway names in {@code
   * X-Cognito-AuthProvider}.
   *
   * @param userPoolIds the ids of accepted pools, at least one, such as {@code eu-west-1_AbCdEf123}
   * @return the handler
   * @throws IllegalArgumentException if there are none, or one is malformed
   */
  public static AuthenticationHandler create(String... userPoolIds) {
    Objects.requireNonNull(userPoolIds, "userPoolIds");
    if (userPoolIds.length == 0) {
      throw new IllegalArgumentException("Name at least one user pool");
    }
    Set<String> pools = new HashSet<>();
    List.of(userPoolIds).forEach(id -> pools.add(CognitoIdpConfig.of(id).userPoolId()));
    return reading(headers -> user(headers, pools));
  }

  /**
   * Creates a handler for identities of any kind, in headers of any name.
   *
   * @param format the names and parsers of the headers
   * @return the handler
   * @throws NullPointerException if the format is null
   */
  public static AuthenticationHandler create(HeaderFormat<?> format) {
    Objects.requireNonNull(format, "format");
    return reading(format::read);
  }

  /**
   * Returns the user of a user pool who made a request.
   *
   * @param context the request's context, in a handler after this one
   * @return the user, never null
   * @throws IllegalStateException if no handler for user pools authenticated the request
   */
  public static CognitoRequestContext user(RoutingContext context) {
    Objects.requireNonNull(context, "context");
    if (caller(context) instanceof CognitoRequestContext user) {
      return user;
    }
    throw new IllegalStateException(
        "The request's caller is no user of a user pool; use GatewayAuthHandler.caller");
  }

  /**
   * Returns the caller of a request.
   *
   * @param context the request's context, in a handler after this one
   * @return the caller, never null
   * @throws IllegalStateException if none of these handlers authenticated the request
   */
  public static HeaderContext<?> caller(RoutingContext context) {
    Objects.requireNonNull(context, "context");
    HeaderContext<?> caller = context.get(CALLER);
    if (caller == null) {
      throw new IllegalStateException(
          "The request was not authenticated; put GatewayAuthHandler.create before this handler");
    }
    return caller;
  }

  private static AuthenticationHandler reading(Function<MultiMap, HeaderContext<?>> reader) {
    return SimpleAuthenticationHandler.create()
        .authenticate(context -> authenticate(context, reader));
  }

  private static Future<User> authenticate(
      RoutingContext context, Function<MultiMap, HeaderContext<?>> reader) {
    try {
      HeaderContext<?> caller = reader.apply(context.request().headers());
      context.put(CALLER, caller);
      return Future.succeededFuture(
          User.create(new JsonObject().put("sub", String.valueOf(caller.identityId()))));
    } catch (IllegalArgumentException e) {
      return Refusal.withoutChallenge(
          401,
          AuthenticationException.refusal(Reason.INVALID_TOKEN, String.valueOf(e.getMessage())));
    }
  }

  private static CognitoRequestContext user(MultiMap headers, Set<String> pools) {
    CognitoRequestContext user = CognitoRequestContext.from(headers);
    CognitoAuthProvider provider = user.authProvider();
    if (!pools.contains(provider.userPoolId())) {
      throw new IllegalArgumentException(
          "The header %s names a user of a pool that is not accepted"
              .formatted(CognitoRequestContext.AUTH_PROVIDER_HEADER));
    }
    return user;
  }
}
