package io.saigon.cognito.oauth;

import io.saigon.api.check.Arguments;
import io.saigon.api.check.KeyLocations;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.TokenUse;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.AuthorizationRequest;
import io.saigon.api.oauth.ManagedLogin;
import io.saigon.api.oauth.ManagedLoginConfig;
import io.saigon.cognito.http.HttpEndpoint;
import io.saigon.cognito.idp.SharedRefreshes;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.verify.TokenVerifier;
import io.vertx.core.Future;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Log-ins of one app client at its user pool's domain. */
public final class ManagedLogins implements ManagedLogin {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_BYTES = 32;

  private final ClientLifetime lifetime;
  private final Clock clock;
  private final ManagedLoginConfig config;
  private final TokenEndpoint endpoint;
  private final TokenVerifier idTokens;
  private final TokenVerifier accessTokens;
  private final SharedRefreshes refreshes;

  /**
   * Creates the log-ins.
   *
   * @param verifier creates a verifier of tokens of one use of the app client
   */
  public ManagedLogins(
      ClientLifetime lifetime,
      Clock clock,
      HttpEndpoint http,
      ManagedLoginConfig config,
      Function<TokenUse, TokenVerifier> verifier) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.config = config;
    this.endpoint =
        new TokenEndpoint(http, config.domain(), config.clientId(), config.clientSecret());
    this.idTokens = verifier.apply(TokenUse.ID);
    this.accessTokens = verifier.apply(TokenUse.ACCESS);
    this.refreshes = new SharedRefreshes(lifetime.vertx(), clock);
  }

  @Override
  public ManagedLoginConfig config() {
    return config;
  }

  @Override
  public AuthorizationRequest begin(URI redirectUri) {
    KeyLocations.https("redirectUri", redirectUri);
    String state = random();
    String nonce = random();
    String verifier = random();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", config.clientId());
    parameters.put("redirect_uri", redirectUri.toString());
    parameters.put("scope", String.join(" ", new TreeSet<>(config.scopes())));
    parameters.put("state", state);
    parameters.put("nonce", nonce);
    parameters.put("code_challenge", challenge(verifier));
    parameters.put("code_challenge_method", "S256");
    URI url = config.domain().endpoint("/oauth2/authorize?" + query(parameters));
    return new AuthorizationRequest(url, redirectUri, state, nonce, verifier);
  }

  @Override
  public Future<CognitoTokens> exchange(AuthorizationRequest request, String code) {
    Objects.requireNonNull(request, "request");
    Arguments.notBlank("code", code);
    return lifetime.call(
        () ->
            endpoint
                .tokens(
                    Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        request.redirectUri().toString(),
                        "code_verifier",
                        request.codeVerifier()))
                .compose(response -> verified(response, null, request.nonce())));
  }

  @Override
  public Future<CognitoTokens> refresh(CognitoTokens tokens) {
    String refreshToken = Objects.requireNonNull(tokens, "tokens").refreshToken();
    if (refreshToken == null) {
      return lifetime.call(
          () ->
              Future.failedFuture(
                  AuthenticationException.refusal(
                      Reason.SESSION_EXPIRED,
                      "The tokens have expired and came without a refresh token; log in again")));
    }
    return lifetime.call(
        () ->
            refreshes.refresh(
                refreshToken,
                () ->
                    endpoint
                        .tokens(
                            Map.of("grant_type", "refresh_token", "refresh_token", refreshToken))
                        .compose(response -> verified(response, refreshToken, null))
                        .map(renewed -> ofSameUser(tokens, renewed))));
  }

  private static CognitoTokens ofSameUser(CognitoTokens before, CognitoTokens renewed) {
    if (!renewed.userId().equals(before.userId())) {
      throw notOfThisRequest();
    }
    return renewed;
  }

  // An endpoint that lies is no better than a caller who does.
  private Future<CognitoTokens> verified(
      TokenResponse response, @Nullable String refreshToken, @Nullable String nonce) {
    String idToken = response.idToken();
    if (idToken == null) {
      return Future.failedFuture(TokenResponse.unusable());
    }
    return idTokens
        .verify(idToken)
        .compose(
            id ->
                accessTokens
                    .verify(response.accessToken())
                    .map(access -> tokens(response, idToken, refreshToken, nonce, id, access)));
  }

  private CognitoTokens tokens(
      TokenResponse response,
      String idToken,
      @Nullable String refreshToken,
      @Nullable String nonce,
      VerifiedToken id,
      VerifiedToken access) {
    boolean rightNonce = nonce == null || nonce.equals(id.claims().getValue("nonce"));
    if (!rightNonce || !id.subject().equals(access.subject())) {
      throw notOfThisRequest();
    }
    Instant expiration = clock.instant().plusSeconds(response.expiresIn());
    // By this machine's clock, of which the lifetime is the only thing that both know.
    long idSeconds = id.claims().getLong("exp") - id.claims().getLong("iat", 0L);
    Instant ofIdToken = clock.instant().plusSeconds(idSeconds);
    return new CognitoTokens(
        idToken,
        response.accessToken(),
        response.refreshToken() == null ? refreshToken : response.refreshToken(),
        ofIdToken.isBefore(expiration) ? ofIdToken : expiration);
  }

  private static AuthenticationException notOfThisRequest() {
    return AuthenticationException.refusal(
        Reason.INVALID_TOKEN,
        "The token endpoint's tokens are not those of this log-in; log in again, and check who answers at the domain");
  }

  @Override
  public Future<VerifiedToken> verify(String accessToken) {
    return accessTokens.verify(Objects.requireNonNull(accessToken, "accessToken"));
  }

  @Override
  public Future<Void> revoke(String refreshToken) {
    Arguments.notBlank("refreshToken", refreshToken);
    return lifetime.call(() -> endpoint.revoke(refreshToken));
  }

  @Override
  public URI logoutUrl(URI redirectUri) {
    KeyLocations.https("redirectUri", redirectUri);
    return config
        .domain()
        .endpoint(
            "/logout?"
                + query(
                    Map.of("client_id", config.clientId(), "logout_uri", redirectUri.toString())));
  }

  private static String random() {
    byte[] bytes = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String query(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(
            entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  @Override
  public String toString() {
    return "ManagedLogin[" + config + "]";
  }
}
