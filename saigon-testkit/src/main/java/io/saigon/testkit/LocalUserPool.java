package io.saigon.testkit;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.testkit.internal.oauth.Domains;
import io.saigon.testkit.internal.oauth.OAuthClient;
import io.saigon.testkit.internal.oauth.OAuthSettings;
import io.saigon.testkit.internal.userpool.UserPools;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** A user pool with two app clients and an identity pool that trusts both. */
public final class LocalUserPool {
  private final UserPools pools;
  private final String region;
  private final PoolIds ids;
  private final URI endpoint;

  LocalUserPool(UserPools pools, String region, PoolIds ids, URI endpoint) {
    this.pools = pools;
    this.region = region;
    this.ids = ids;
    this.endpoint = endpoint;
  }

  /**
   * Returns the id of the pool.
   *
   * @return id, such as {@code eu-west-1_AbCdEf123}
   */
  public String id() {
    return ids.pool();
  }

  /**
   * Returns an app client without a secret, which allows passwords, SRP and refresh.
   *
   * @return id of the app client
   */
  public String clientId() {
    return ids.client();
  }

  /**
   * Returns an app client with a secret, which allows the same flows.
   *
   * @return id of the app client
   */
  public String secretClientId() {
    return ids.secretClient();
  }

  /**
   * Returns the secret of {@link #secretClientId()}.
   *
   * @return app-client secret
   */
  public String clientSecret() {
    return ids.clientSecret();
  }

  /**
   * Returns the identity pool that trusts both app clients.
   *
   * @return id, such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}
   */
  public String identityPoolId() {
    return ids.identityPool();
  }

  /**
   * Returns the app client without a secret as saigon takes it.
   *
   * @return configuration of a client
   */
  public CognitoClientConfig clientConfig() {
    return CognitoClientConfig.of(id(), clientId(), identityPoolId()).withRegion(region);
  }

  /**
   * Returns the app client with a secret as saigon takes it.
   *
   * @return configuration of a client
   */
  public CognitoClientConfig secretClientConfig() {
    return CognitoClientConfig.of(id(), secretClientId(), identityPoolId())
        .withRegion(region)
        .withClientSecret(clientSecret());
  }

  /**
   * Returns the base URL of the pool's domain, below which are {@code /oauth2/authorize}, {@code
   * /oauth2/token}, {@code /login}, {@code /logout} and the other endpoints. A pool without a
   * domain gets one, named after the pool.
   *
   * @return URL at the endpoint of the local AWS, without a slash at its end
   */
  public URI domainUrl() {
    return endpoint.resolve(Domains.path(pools.domains().ensure(id())));
  }

  /**
   * Creates an app client with a secret for log-ins by a browser: the authorization code flow with
   * the scopes {@code openid}, {@code email}, {@code phone}, {@code profile} and {@code
   * aws.cognito.signin.user.admin}.
   *
   * @param callback URL that the browser is sent back to after a log-in; https, or http at a
   *     loopback host
   * @param logout URL that the browser is sent back to after a log-out, of the same kind
   * @return the client
   * @throws IllegalArgumentException if Cognito refuses one of the URLs
   */
  public LocalAppClient createWebClient(String callback, String logout) {
    return create("web", true, OAuthSettings.code(callback, logout));
  }

  /**
   * Creates an app client as {@link #createWebClient} does, but without a secret, as a script in a
   * browser or an app on a phone has it.
   *
   * @param callback URL that the browser is sent back to after a log-in
   * @param logout URL that the browser is sent back to after a log-out
   * @return the client
   * @throws IllegalArgumentException if Cognito refuses one of the URLs
   */
  public LocalAppClient createPublicClient(String callback, String logout) {
    return create("public", false, OAuthSettings.code(callback, logout));
  }

  /**
   * Creates an app client that gets tokens for itself by the client credentials flow, and the
   * resource servers that its scopes belong to.
   *
   * @param scopes one or more custom scopes, such as {@code orders/read} of the resource server
   *     {@code orders}
   * @return the client
   * @throws IllegalArgumentException if there is no scope, or one that is not {@code server/scope}
   */
  public LocalAppClient createMachineClient(String... scopes) {
    return create("machine", true, OAuthSettings.clientCredentials(List.of(scopes)));
  }

  private LocalAppClient create(String name, boolean withSecret, OAuthSettings settings) {
    OAuthClient client = pools.createClient(id(), name, withSecret, settings);
    return new LocalAppClient(client.id(), client.secret());
  }

  /**
   * Creates a group, unless it exists.
   *
   * @param name name of the group
   */
  public void createGroup(String name) {
    pools.createGroup(id(), name);
  }

  /**
   * Creates a confirmed user who can log in at once.
   *
   * @param username name of the user
   * @param password password, at least 8 characters with an upper-case letter, a lower-case letter
   *     and a digit
   * @return the user's {@code sub}
   * @throws IllegalArgumentException if the user exists, or the password is too weak
   */
  public String createUser(String username, String password) {
    return createUser(username, password, Map.of());
  }

  /**
   * Creates a confirmed user with attributes.
   *
   * @param username name of the user
   * @param password password, as in {@link #createUser(String, String)}
   * @param attributes values by attribute, such as {@code email}
   * @return the user's {@code sub}
   * @throws IllegalArgumentException if the user exists, the password is too weak, or there is no
   *     such attribute
   */
  public String createUser(String username, String password, Map<String, String> attributes) {
    return pools.createConfirmedUser(id(), username, password, attributes);
  }

  /**
   * Puts a user in a group.
   *
   * @param username name of the user
   * @param group name of the group; both must exist
   */
  public void addToGroup(String username, String group) {
    pools.addToGroup(id(), username, group);
  }

  /**
   * Enables log-ins by the flow {@code CUSTOM_AUTH}, with a challenge in place of a pool's Lambda
   * triggers. It is sent once, after SRP if the client begins with that.
   *
   * @param parameters the public parameters of the challenge
   * @param check returns whether a user's answer is right
   */
  public void customChallenge(Map<String, String> parameters, BiPredicate<String, String> check) {
    new CustomChallenge(Map.copyOf(parameters), check).install(pools, id());
  }

  /**
   * Returns the messages for a user, oldest first, and the last hundred at most.
   *
   * @param username user name or alias
   * @return the messages, without later ones
   * @throws IllegalArgumentException if there is no such user
   */
  public List<LocalMessage> messages(String username) {
    return LocalMessage.all(() -> pools.sent(id(), username));
  }

  /**
   * Returns the last code that was sent to a user by mail or SMS and has not been used yet.
   *
   * @param username user name or alias
   * @return the code, or empty
   */
  public Optional<String> lastCode(String username) {
    return pools.lastCode(id(), username);
  }

  /**
   * Returns the code that a user's authenticator app shows now, by the clock of the local AWS.
   *
   * @param secretCode the secret, as AssociateSoftwareToken returns it
   * @return six digits
   * @throws IllegalArgumentException if the secret is not Base32
   */
  public String totpCode(String secretCode) {
    return pools.totpCode(secretCode);
  }
}
