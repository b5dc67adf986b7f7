package io.saigon.api.cognito;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.json.JsonMembers;
import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user pool with the app client that users log in through, and the identity pool that issues
 * their IAM credentials if there is one. The client secret is left out of {@link #toString()}.
 *
 * @param userPoolId such as {@code eu-west-1_AbCdEf123}
 * @param clientId id of the app client
 * @param identityPoolId such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}, or null for
 *     none: sessions have tokens then, and no IAM credentials
 * @param region AWS region of the pools, or null for AWS's default region
 * @param clientSecret secret of the app client, or null if it has none
 * @param loginFlow authentication flow of passwords
 */
public record CognitoClientConfig(
    String userPoolId,
    String clientId,
    @Nullable String identityPoolId,
    @Nullable String region,
    @Nullable String clientSecret,
    LoginFlow loginFlow) {
  /**
   * Creates a configuration, and checks the form of the ids, and that the region is the one in
   * them.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param clientId id of the app client
   * @param identityPoolId such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}, or null
   *     for none
   * @param region AWS region of the pools, or null for AWS's default region
   * @param clientSecret secret of the app client, or null if it has none
   * @param loginFlow authentication flow of passwords
   * @throws IllegalArgumentException if an id is malformed or of another region
   */
  public CognitoClientConfig {
    CognitoIds.checkUserPool(userPoolId, region);
    CognitoIds.checkClient(clientId, clientSecret);
    if (identityPoolId != null) {
      CognitoIds.checkIdentityPool(identityPoolId, region);
    }
    Objects.requireNonNull(loginFlow, "loginFlow");
  }

  /**
   * Creates a configuration without an identity pool, of a user pool in AWS's default region, and
   * an app client without a secret that allows SRP. Its sessions have tokens, and no IAM
   * credentials.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param clientId id of the app client
   * @return the configuration
   */
  public static CognitoClientConfig of(String userPoolId, String clientId) {
    return new CognitoClientConfig(userPoolId, clientId, null, null, null, LoginFlow.SRP);
  }

  /**
   * Creates a configuration of pools in AWS's default region, and an app client without a secret
   * that allows SRP.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param clientId id of the app client
   * @param identityPoolId such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}
   * @return the configuration
   */
  public static CognitoClientConfig of(String userPoolId, String clientId, String identityPoolId) {
    Objects.requireNonNull(identityPoolId, "identityPoolId");
    return new CognitoClientConfig(userPoolId, clientId, identityPoolId, null, null, LoginFlow.SRP);
  }

  /**
   * Reads a configuration from JSON: the members {@code userPoolId} and {@code clientId}, and
   * {@code identityPoolId}, {@code region}, {@code clientSecret} and {@code loginFlow} (a name of
   * {@link LoginFlow}) if it has them.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the configuration
   * @throws ConfigurationException if a member is missing, unknown or malformed
   */
  public static CognitoClientConfig fromJson(JsonObject json) {
    JsonMembers members =
        JsonMembers.of(json, "")
            .only(
                "userPoolId", "clientId", "identityPoolId", "region", "clientSecret", "loginFlow");
    String flow = members.text("loginFlow");
    return JsonMembers.create(
        "The configuration of Cognito",
        () ->
            new CognitoClientConfig(
                members.requiredText("userPoolId"),
                members.requiredText("clientId"),
                members.text("identityPoolId"),
                members.text("region"),
                members.text("clientSecret"),
                flow == null
                    ? LoginFlow.SRP
                    : members.constant("loginFlow", flow, LoginFlow.class)));
  }

  /**
   * Returns this configuration with an identity pool.
   *
   * @param identityPoolId such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}
   * @return the new configuration
   */
  public CognitoClientConfig withIdentityPoolId(String identityPoolId) {
    Objects.requireNonNull(identityPoolId, "identityPoolId");
    return new CognitoClientConfig(
        userPoolId, clientId, identityPoolId, region, clientSecret, loginFlow);
  }

  /**
   * Returns this configuration with another region.
   *
   * @param region AWS region of the pools
   * @return the new configuration
   */
  public CognitoClientConfig withRegion(String region) {
    Objects.requireNonNull(region, "region");
    return new CognitoClientConfig(
        userPoolId, clientId, identityPoolId, region, clientSecret, loginFlow);
  }

  /**
   * Returns this configuration with the app client's secret.
   *
   * @param clientSecret secret of the app client
   * @return the new configuration
   */
  public CognitoClientConfig withClientSecret(String clientSecret) {
    Objects.requireNonNull(clientSecret, "clientSecret");
    return new CognitoClientConfig(
        userPoolId, clientId, identityPoolId, region, clientSecret, loginFlow);
  }

  /**
   * Returns this configuration with another authentication flow.
   *
   * @param loginFlow authentication flow of passwords
   * @return the new configuration
   */
  public CognitoClientConfig withLoginFlow(LoginFlow loginFlow) {
    return new CognitoClientConfig(
        userPoolId, clientId, identityPoolId, region, clientSecret, loginFlow);
  }

  /**
   * Returns the region in the identity pool's id.
   *
   * @return AWS region, or null if there is no identity pool
   */
  public @Nullable String identityPoolRegion() {
    return identityPoolId == null ? null : CognitoIds.identityPoolRegion(identityPoolId);
  }

  /**
   * Returns the configuration of the user pool alone.
   *
   * @return the pool and its region
   */
  public CognitoIdpConfig idp() {
    return new CognitoIdpConfig(userPoolId, region);
  }

  @Override
  public String toString() {
    return "CognitoClientConfig[userPoolId=%s, clientId=%s, identityPoolId=%s, region=%s, loginFlow=%s]"
        .formatted(userPoolId, clientId, identityPoolId, region, loginFlow);
  }

  /**
   * Writes this configuration as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and what is for code alone are left out. It holds the client secret,
   *     if there is one
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }
}
