package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.lambda.Lambdas;
import io.saigon.testkit.internal.oauth.Accounts;
import io.saigon.testkit.internal.oauth.Discovery;
import io.saigon.testkit.internal.oauth.Domains;
import io.saigon.testkit.internal.oauth.OAuthClient;
import io.saigon.testkit.internal.oauth.OAuthSettings;
import io.saigon.testkit.internal.trigger.CurrentRequest;
import io.saigon.testkit.internal.trigger.LambdaConfig;
import io.saigon.testkit.internal.trigger.Trigger;
import io.saigon.testkit.internal.trigger.Triggers;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All user pools of a region, and the service cognito-idp in front of them. */
public final class UserPools {
  /** The times at which an app client was created and last changed. */
  record ClientTimes(Instant created, Instant modified) {}

  private final String region;
  private final Clock clock;
  private final Lambdas lambdas;
  private final Map<String, UserPool> pools = new LinkedHashMap<>();
  private final Map<String, AppClient> clients = new LinkedHashMap<>();
  private final Map<String, UserPool> poolsByClient = new LinkedHashMap<>();
  private final Map<String, ClientTimes> clientTimes = new LinkedHashMap<>();
  private final Operations operations =
      new Operations(
          "cognito-idp", "AWSCognitoIdentityProviderService", "InvalidParameterException", true);

  private final Outbox outbox;
  private final Codes codes;
  private final Domains domains;
  private final Accounts accounts;
  private final Tokens tokens;

  public UserPools(String region, Clock clock, Lambdas lambdas) {
    this.region = region;
    this.clock = clock;
    this.lambdas = lambdas;
    CurrentRequest request = new CurrentRequest();
    operations.refusing("WebAuthnMfaSettings").around(request::during);
    PoolTriggers triggers = new PoolTriggers(new Triggers(lambdas, region, operations), request);
    outbox = new Outbox(new MessageTexts(this, triggers));
    codes = new Codes(clock, outbox);
    domains = new Domains(region);
    tokens = new Tokens(clock, operations, triggers);
    new PoolOperations(this, clock).register(operations);
    new PoolTags(this).register(operations);
    new UserOperations(this, clock, tokens, outbox, triggers).register(operations);
    new PasswordOperations(this, clock, codes).register(operations);
    new GroupOperations(this, clock).register(operations);
    Migrations migrations = new Migrations(clock, triggers);
    new SignUps(this, clock, codes, triggers, migrations).register(operations);
    Sessions sessions = new Sessions(clock);
    Mfa mfa = new Mfa(this, clock, tokens, codes, sessions);
    mfa.register(operations);
    DeviceLogins devices = new DeviceLogins(operations, clock, tokens, sessions);
    LoginSteps steps = new LoginSteps(clock, devices, mfa, sessions);
    PasswordAttempts attempts = new PasswordAttempts(clock);
    SrpLogins srpLogins = new SrpLogins(clock, operations, attempts);
    WebAuthnLogins passkeys = new WebAuthnLogins(sessions, devices);
    ChoiceLogins choices =
        new ChoiceLogins(clock, codes, sessions, srpLogins, steps, mfa, attempts, passkeys);
    CustomLogins customLogins = new CustomLogins(clock, devices, sessions, triggers);
    LoginUsers users = new LoginUsers(triggers, migrations);
    Logins logins =
        new Logins(this, tokens, steps, srpLogins, choices, customLogins, users, attempts, devices);
    logins.register(operations);
    new DeviceOperations(this, clock, tokens).register(operations);
    new WebAuthnOperations(this, clock, tokens).register(operations);
    new SelfService(this, clock, tokens).register(operations);
    new AttributeOperations(this, clock, tokens, codes).register(operations);
    new OAuthOperations(this, domains).register(operations);
    accounts = new OAuthAccounts(this, clock, tokens, logins, steps, mfa, triggers);
  }

  public Operations operations() {
    return operations;
  }

  /** Returns the domains of all pools. */
  public Domains domains() {
    return domains;
  }

  /** Returns the pools as the endpoints of their domains see them. */
  public Accounts accounts() {
    return accounts;
  }

  public UserPool create(String id, String name) {
    return operations.exclusively(() -> add(id, name, PoolSettings.SIMPLE, MfaConfig.ANY));
  }

  public void createClient(UserPool pool, String id, String name, @Nullable String secret) {
    operations.exclusively(
        () -> add(pool, AppClient.of(id, name, secret, AppClient.ALL_FLOWS, true)));
  }

  /** Creates an app client with OAuth 2.0, and the custom scopes that it may request. */
  public OAuthClient createClient(
      String poolId, String name, boolean withSecret, OAuthSettings settings) {
    return operations.exclusively(
        () -> {
          settings.customScopes().forEach(pool(poolId).resourceServers()::add);
          String secret = withSecret ? Ids.lower(51) : null;
          AppClient client =
              AppClient.of(Ids.lower(26), name, secret, AppClient.ALL_FLOWS, true).with(settings);
          add(pool(poolId), client);
          return accounts.client(poolId, client.id()).orElseThrow();
        });
  }

  public void createGroup(String poolId, String name) {
    operations.exclusively(
        () ->
            pool(poolId)
                .groups()
                .computeIfAbsent(
                    name,
                    n -> new Group(n, poolId, null, null, null, clock.instant(), clock.instant())));
  }

  public void addToGroup(String poolId, String username, String group) {
    operations.exclusively(
        () -> pool(poolId).user(username).groups().add(pool(poolId).group(group).name()));
  }

  public String createConfirmedUser(
      String poolId, String username, String password, Map<String, String> attributes) {
    return operations.exclusively(
        () -> {
          try {
            Attributes.check(pool(poolId), attributes);
            NewUsers users = new NewUsers(clock);
            PoolUser user = users.prepare(pool(poolId), username, attributes, UserStatus.CONFIRMED);
            pool(poolId).passwords().check(password);
            user.password(password, null, UserStatus.CONFIRMED, clock.instant());
            users.put(pool(poolId), user, false);
            return user.sub();
          } catch (AwsError e) {
            throw new IllegalArgumentException(e.text(), e);
          }
        });
  }

  /** Sets triggers of a pool, whose other ones stay. */
  public void triggers(String poolId, Map<Trigger, Lambdas.Handler> handlers) {
    operations.exclusively(
        () -> {
          UserPool pool = pool(poolId);
          Map<Trigger, String> functions = new LinkedHashMap<>(pool.lambdas().functions());
          handlers.forEach(
              (trigger, handler) -> {
                String arn =
                    "arn:aws:lambda:%s:%s:function:%s-%s"
                        .formatted(region, Ids.ACCOUNT, poolId, trigger.member());
                lambdas.register(arn, handler);
                functions.put(trigger, arn);
              });
          pool.lambdas(new LambdaConfig(functions, pool.lambdas().tokenEvents()));
          return pool;
        });
  }

  /** Returns the messages for a user, oldest first. */
  public List<Sent> sent(String poolId, String username) {
    return operations.exclusively(() -> outbox.to(pool(poolId).user(username)));
  }

  /** Returns the last unused code of a user. */
  public Optional<String> lastCode(String poolId, String username) {
    return operations.exclusively(() -> codes.last(pool(poolId).user(username)));
  }

  /** Returns what an authenticator app shows now for a secret. */
  public String totpCode(String secretCode) {
    return Totp.code(secretCode, clock.instant());
  }

  /** Returns the claims of a valid identity token of one of these pools. */
  public Optional<JWTClaimsSet> verifiedIdToken(String provider, String token) {
    UserPool pool =
        operations.exclusively(() -> pools.get(provider.substring(provider.indexOf('/') + 1)));
    if (pool == null || !pool.provider().equals(provider)) {
      return Optional.empty();
    }
    return pool.signingKey()
        .verified(token)
        .filter(claims -> pool.issuer().equals(claims.getIssuer()))
        .filter(claims -> "id".equals(claims.getClaim("token_use")));
  }

  /** Returns whether the user of an identity token is still there, enabled, and not signed out. */
  public boolean isLoggedIn(String provider, JWTClaimsSet idToken) {
    return operations.exclusively(
        () -> {
          UserPool pool = pools.get(provider.substring(provider.indexOf('/') + 1));
          return pool != null
              && pool.find(idToken.getSubject()).filter(PoolUser::enabled).isPresent()
              && !tokens.isRevoked(idToken);
        });
  }

  /** Returns the app clients of a pool, whose ids are the audiences of its identity tokens. */
  public List<String> clientIds(String provider) {
    return operations.exclusively(
        () ->
            pools.values().stream()
                .filter(pool -> pool.provider().equals(provider))
                .flatMap(pool -> clientsOf(pool).stream())
                .map(AppClient::id)
                .toList());
  }

  /**
   * Returns the public document at a path: a pool's keys, or its discovery document.
   *
   * @param origin where the caller reached this, such as {@code http://127.0.0.1:PORT}
   */
  public @Nullable JsonObject document(String origin, String path) {
    int slash = path.indexOf('/', 1);
    UserPool pool =
        slash < 0 ? null : operations.exclusively(() -> pools.get(path.substring(1, slash)));
    if (pool == null) {
      return null;
    }
    return switch (path.substring(slash)) {
      case "/.well-known/jwks.json" -> pool.signingKey().jwks();
      case "/.well-known/openid-configuration" ->
          Discovery.document(
              pool.issuer(), origin, pool.id(), domains.nameOf(pool.id()).orElse(null));
      default -> null;
    };
  }

  UserPool add(String name, PoolSettings settings, MfaConfig mfa) {
    return add(region + "_" + Ids.mixed(9), name, settings, mfa);
  }

  private UserPool add(String id, String name, PoolSettings settings, MfaConfig mfa) {
    UserPool pool = new UserPool(id, name, region, settings, mfa, clock.instant());
    if (pools.putIfAbsent(id, pool) != null) {
      throw new IllegalArgumentException("There is a user pool " + id + " already");
    }
    return pool;
  }

  AppClient add(UserPool pool, AppClient client) {
    clients.put(client.id(), client);
    poolsByClient.put(client.id(), pool);
    Instant now = clock.instant();
    clientTimes.put(client.id(), new ClientTimes(now, now));
    return client;
  }

  AppClient replace(AppClient client) {
    clients.put(client.id(), client);
    clientTimes.put(client.id(), new ClientTimes(timesOf(client).created(), clock.instant()));
    return client;
  }

  ClientTimes timesOf(AppClient client) {
    return Objects.requireNonNull(clientTimes.get(client.id()));
  }

  void remove(UserPool pool) {
    pools.remove(pool.id());
    poolsByClient.values().removeIf(owner -> owner.id().equals(pool.id()));
    clients.keySet().retainAll(poolsByClient.keySet());
    clientTimes.keySet().retainAll(poolsByClient.keySet());
  }

  void removeClient(String id) {
    clients.remove(id);
    clientTimes.remove(id);
    poolsByClient.remove(id);
  }

  /** The pool that a request names. */
  UserPool pool(Params params) {
    return pool(params.matching("UserPoolId", "[\\w-]+_[0-9a-zA-Z]+"));
  }

  UserPool pool(String id) {
    UserPool pool = pools.get(id);
    if (pool == null) {
      throw new AwsError("ResourceNotFoundException", "User pool " + id + " does not exist.");
    }
    return pool;
  }

  List<UserPool> all() {
    return List.copyOf(pools.values());
  }

  List<AppClient> clientsOf(UserPool pool) {
    return clients.values().stream().filter(client -> poolOf(client).equals(pool)).toList();
  }

  /** The app client that a request names. */
  AppClient client(Params params) {
    String id = params.matching("ClientId", "[\\w+]+");
    AppClient client = clients.get(id);
    if (client == null) {
      throw noClient(id);
    }
    return client;
  }

  Optional<AppClient> findClient(String id) {
    return Optional.ofNullable(clients.get(id));
  }

  /** Returns the app client that verified tokens were issued to. */
  AppClient clientOf(JWTClaimsSet claims) {
    String id = String.valueOf(claims.getClaim("client_id"));
    AppClient client = clients.get(id);
    if (client == null) {
      throw noClient(id);
    }
    return client;
  }

  UserPool poolOf(AppClient client) {
    return Objects.requireNonNull(poolsByClient.get(client.id()));
  }

  /** Returns the pool that has a user. */
  UserPool poolOf(PoolUser user) {
    return pools.values().stream()
        .filter(pool -> user.equals(pool.users().get(user.username())))
        .findFirst()
        .orElseThrow(() -> new AwsError("UserNotFoundException", "User does not exist."));
  }

  /** Returns the pool that an access token claims; the token is not verified yet. */
  UserPool poolOfToken(String accessToken) {
    String issuer = UnverifiedIssuer.of(accessToken);
    UserPool pool = pools.get(issuer.substring(issuer.lastIndexOf('/') + 1));
    if (pool == null) {
      throw new AwsError("NotAuthorizedException", "Invalid Access Token");
    }
    return pool;
  }

  String arn(UserPool pool) {
    return "arn:aws:cognito-idp:" + region + ":" + Ids.ACCOUNT + ":userpool/" + pool.id();
  }

  static AwsError noClient(String id) {
    return new AwsError("ResourceNotFoundException", "User pool client " + id + " does not exist.");
  }

  static AwsError wrongToken() {
    return new AwsError("InvalidParameterException", "Invalid pagination token");
  }
}
