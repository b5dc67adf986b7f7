package io.saigon.cognito.oauth;

import io.saigon.api.oauth.AccessToken;
import io.saigon.api.oauth.AccessTokenProvider;
import io.saigon.api.oauth.ClientCredentialsConfig;
import io.saigon.cognito.http.HttpEndpoint;
import io.saigon.cognito.service.ClientLifetime;
import io.saigon.cognito.session.RefreshingValue;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Access tokens of an app client's own, one at a time. */
public final class ClientCredentials implements AccessTokenProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ClientCredentials.class);

  private final ClientLifetime lifetime;
  private final Clock clock;
  private final ClientCredentialsConfig config;
  private final TokenEndpoint endpoint;
  private final RefreshingValue<AccessToken> token;

  public ClientCredentials(
      ClientLifetime lifetime, Clock clock, HttpEndpoint http, ClientCredentialsConfig config) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.config = config;
    this.endpoint =
        new TokenEndpoint(http, config.domain(), config.clientId(), config.clientSecret());
    this.token =
        new RefreshingValue<>(
            lifetime.vertx(), clock, AccessToken::expiration, this::fetch, this::notRenewed);
  }

  private Future<AccessToken> fetch() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "client_credentials");
    if (!config.scopes().isEmpty()) {
      parameters.put("scope", String.join(" ", new TreeSet<>(config.scopes())));
    }
    return endpoint.tokens(parameters).map(this::token);
  }

  private AccessToken token(TokenResponse response) {
    return new AccessToken(
        response.accessToken(),
        response.scopes() == null ? config.scopes() : response.scopes(),
        clock.instant().plusSeconds(response.expiresIn()));
  }

  // A caller who waits gets the failure; a renewal in the background has none.
  private void notRenewed(Throwable failure) {
    AccessToken current = token.peek();
    if (current != null && clock.instant().isBefore(current.expiration())) {
      LOG.warn(
          "The access token of the app client {} could not be renewed; it is used until {}: {}",
          config.clientId(),
          current.expiration(),
          failure.getMessage());
    }
  }

  @Override
  public Future<AccessToken> accessToken() {
    return lifetime.call(token::get);
  }

  @Override
  public Future<AccessToken> renewed(AccessToken refused) {
    Objects.requireNonNull(refused, "refused");
    return lifetime.call(
        () -> token.getReplacing(current -> current.value().equals(refused.value())));
  }

  @Override
  public String toString() {
    return "ClientCredentials[" + config + "]";
  }
}
