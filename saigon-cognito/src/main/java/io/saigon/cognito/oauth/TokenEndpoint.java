package io.saigon.cognito.oauth;

import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceError;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.saigon.api.oauth.UserPoolDomain;
import io.saigon.cognito.http.BoundedRequest.Response;
import io.saigon.cognito.http.HttpEndpoint;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A user pool's token and revocation endpoints, as one app client calls them. */
public final class TokenEndpoint {
  /** Name of the endpoint in failures. */
  public static final String SERVICE = "cognito-oauth2";

  private static final long TIMEOUT_SECONDS = 30;
  private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

  private final HttpEndpoint http;
  private final UserPoolDomain domain;
  private final String clientId;
  private final @Nullable String clientSecret;

  public TokenEndpoint(
      HttpEndpoint http, UserPoolDomain domain, String clientId, @Nullable String clientSecret) {
    this.http = http;
    this.domain = domain;
    this.clientId = clientId;
    this.clientSecret = clientSecret;
  }

  /** Requests tokens by a grant. */
  Future<TokenResponse> tokens(Map<String, String> parameters) {
    URI url = domain.endpoint("/oauth2/token");
    return post(url, parameters)
        .map(
            response -> {
              if (response.status() != 200) {
                throw failure(url, response);
              }
              return TokenResponse.parse(response.body());
            });
  }

  /** Revokes a refresh token, and the tokens that came by it. */
  Future<Void> revoke(String refreshToken) {
    URI url = domain.endpoint("/oauth2/revoke");
    return post(url, Map.of("token", refreshToken))
        .map(
            response -> {
              if (response.status() != 200) {
                throw failure(url, response);
              }
              return null;
            });
  }

  private Future<Response> post(URI url, Map<String, String> parameters) {
    Map<String, String> form = new LinkedHashMap<>(parameters);
    // Cognito wants the id in the form too, and compares it.
    form.put("client_id", clientId);
    Map<String, String> headers =
        clientSecret == null ? Map.of() : Map.of("Authorization", basic(clientId, clientSecret));
    // An answer that drips in would keep the engine's own time-outs waiting.
    return http.postForm(url, headers, encoded(form))
        .timeout(TIMEOUT_SECONDS, TimeUnit.SECONDS)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof TimeoutException ? timedOut(url, failure) : failure));
  }

  private static TransportException timedOut(URI url, Throwable cause) {
    return new TransportException(
        "%s did not answer within %d s; try again later, or check the domain of the user pool"
            .formatted(url, TIMEOUT_SECONDS),
        cause);
  }

  // RFC 6749, section 2.3.1: both are URL-encoded before.
  private static String basic(String id, String secret) {
    String pair = urlEncoded(id) + ":" + urlEncoded(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> urlEncoded(entry.getKey()) + "=" + urlEncoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String urlEncoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  // RFC 6749, section 5.2. Its description is left out: it may repeat what was sent.
  private SaigonException failure(URI url, Response response) {
    String code = code(response);
    ServiceError error = new ServiceError(SERVICE, response.status(), code, null);
    if (response.status() == 429) {
      return new ThrottledException(
          "%s refused the request because of too many requests; try again later".formatted(url),
          error,
          null);
    }
    if (code == null || response.status() >= 500) {
      return new ServiceException(
          "%s answered HTTP %d; try again later, or check the domain of the user pool"
              .formatted(url, response.status()),
          error,
          null);
    }
    return switch (code) {
      case "invalid_client" ->
          refused(
              Reason.NOT_ALLOWED,
              "The app client %s or its secret is refused; correct the client id or the secret"
                  .formatted(clientId),
              error);
      case "unauthorized_client" ->
          refused(
              Reason.NOT_ALLOWED,
              "The app client %s may not use this grant; allow it in the app client's settings"
                  .formatted(clientId),
              error);
      case "invalid_scope" ->
          refused(
              Reason.NOT_ALLOWED,
              "The app client %s may not have the requested scopes; allow them in the app client's settings, or request others"
                  .formatted(clientId),
              error);
      case "invalid_grant" ->
          refused(
              Reason.SESSION_EXPIRED,
              "The code or refresh token is over, was used, revoked or of another app client; log in again",
              error);
      default -> new ServiceException("%s answered the error %s".formatted(url, code), error, null);
    };
  }

  private static AuthenticationException refused(
      Reason reason, String message, ServiceError error) {
    return new AuthenticationException(reason, message, error, null);
  }

  private static @Nullable String code(Response response) {
    try {
      return new JsonObject(response.body()).getValue("error") instanceof String code
              && ERROR.matcher(code).matches()
          ? code
          : null;
    } catch (DecodeException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return "TokenEndpoint[domain=" + domain.url() + ", clientId=" + clientId + "]";
  }
}
