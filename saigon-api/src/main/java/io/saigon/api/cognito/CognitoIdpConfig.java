package io.saigon.api.cognito;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.json.JsonMembers;
import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user pool.
 *
 * @param userPoolId such as {@code eu-west-1_AbCdEf123}
 * @param region AWS region of the pool, or null for AWS's default region
 */
public record CognitoIdpConfig(String userPoolId, @Nullable String region) {
  /**
   * Creates a configuration, and checks the form of the id, and that the region is the one in it.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param region AWS region of the pool, or null for AWS's default region
   * @throws IllegalArgumentException if the id is malformed or of another region
   */
  public CognitoIdpConfig {
    CognitoIds.checkUserPool(userPoolId, region);
  }

  /**
   * Creates the configuration of a pool in AWS's default region.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @return the configuration
   */
  public static CognitoIdpConfig of(String userPoolId) {
    return new CognitoIdpConfig(userPoolId, null);
  }

  /**
   * Reads a configuration from JSON: the member {@code userPoolId}, and {@code region} if it has
   * one.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the configuration
   * @throws ConfigurationException if a member is missing, unknown or malformed
   */
  public static CognitoIdpConfig fromJson(JsonObject json) {
    JsonMembers members = JsonMembers.of(json, "").only("userPoolId", "region");
    return JsonMembers.create(
        "The configuration of a user pool",
        () -> new CognitoIdpConfig(members.requiredText("userPoolId"), members.text("region")));
  }

  /**
   * Returns this configuration with another region.
   *
   * @param region AWS region of the pool
   * @return the new configuration
   */
  public CognitoIdpConfig withRegion(String region) {
    Objects.requireNonNull(region, "region");
    return new CognitoIdpConfig(userPoolId, region);
  }

  /**
   * Returns the region in the pool's id.
   *
   * @return AWS region
   */
  public String poolRegion() {
    return CognitoIds.userPoolRegion(userPoolId);
  }

  /**
   * Returns the pool's issuer without scheme; right in AWS's China and GovCloud partitions, too.
   *
   * @return such as {@code cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}
   */
  public String cognitoUrl() {
    return CognitoIds.url(userPoolId);
  }

  /**
   * Writes this configuration as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and what is for code alone are left out
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }
}
