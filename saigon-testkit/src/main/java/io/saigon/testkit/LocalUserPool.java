package io.saigon.testkit;

import io.saigon.api.cognito.CognitoClientConfig;
import io.saigon.testkit.internal.userpool.UserPools;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/** A user pool with two app clients and an identity pool that trusts both. */
public final class LocalUserPool {
  private final UserPools pools;
  private final String region;
  private final PoolIds ids;

  LocalUserPool(UserPools pools, String region, PoolIds ids) {
    this.pools = pools;
    this.region = region;
    this.ids = ids;
  }

  /** Such as {@code eu-west-1_AbCdEf123}. */
  public String id() {
    return ids.pool();
  }

  /** An app client without a secret, which allows passwords, SRP and refresh. */
  public String clientId() {
    return ids.client();
  }

  /** An app client with a secret, else alike. */
  public String secretClientId() {
    return ids.secretClient();
  }

  /** The secret of {@link #secretClientId()}. */
  public String clientSecret() {
    return ids.clientSecret();
  }

  /** Such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}. */
  public String identityPoolId() {
    return ids.identityPool();
  }

  /** The client without a secret, as saigon takes it. */
  public CognitoClientConfig clientConfig() {
    return CognitoClientConfig.of(id(), clientId(), identityPoolId()).withRegion(region);
  }

  /** The client with a secret, as saigon takes it. */
  public CognitoClientConfig secretClientConfig() {
    return CognitoClientConfig.of(id(), secretClientId(), identityPoolId())
        .withRegion(region)
        .withClientSecret(clientSecret());
  }

  /** Adds a group; one that exists stays. */
  public void createGroup(String name) {
    pools.createGroup(id(), name);
  }

  /**
   * Adds a confirmed user who can log in at once.
   *
   * @return the user's {@code sub}
   * @throws IllegalArgumentException if the user exists, or the password is too weak: it needs 8
   *     characters with an upper and a lower case letter and a digit
   */
  public String createUser(String username, String password) {
    return createUser(username, password, Map.of());
  }

  /**
   * The same with attributes, such as {@code email}.
   *
   * @throws IllegalArgumentException also if there is no such attribute
   */
  public String createUser(String username, String password, Map<String, String> attributes) {
    return pools.createConfirmedUser(id(), username, password, attributes);
  }

  /** Puts a user in a group; both must exist. */
  public void addToGroup(String username, String group) {
    pools.addToGroup(id(), username, group);
  }

  /**
   * Lets users log in by the flow {@code CUSTOM_AUTH}, with a question that takes the place of a
   * pool's Lambda triggers: put once, after SRP where the client begins with that.
   *
   * @param parameters the public parameters of the question
   * @param check whether a user's answer is right
   */
  public void customChallenge(Map<String, String> parameters, BiPredicate<String, String> check) {
    pools.customAuthentication(id(), new OneQuestion(Map.copyOf(parameters), check));
  }

  /**
   * Returns the messages for a user so far, oldest first, and the last hundred at most.
   *
   * @throws io.saigon.testkit.internal.wire.AwsError if there is no such user
   */
  public List<LocalMessage> messages(String username) {
    return LocalMessage.all(pools.sent(id(), username));
  }

  /** The code that a user would last have been sent by mail or SMS, and has not used yet. */
  public Optional<String> lastCode(String username) {
    return pools.lastCode(id(), username);
  }
}
