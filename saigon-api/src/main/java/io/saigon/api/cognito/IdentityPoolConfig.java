package io.saigon.api.cognito;

import io.saigon.api.error.ConfigurationException;
import io.saigon.api.json.JsonMembers;
import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An identity pool.
 *
 * @param identityPoolId such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}
 * @param region AWS region of the pool, or null for AWS's default region
 */
public record IdentityPoolConfig(String identityPoolId, @Nullable String region) {
  /**
   * Creates a configuration, and checks the form of the id, and that the region is the one in it.
   *
   * @param identityPoolId such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}
   * @param region AWS region of the pool, or null for AWS's default region
   * @throws IllegalArgumentException if the id is malformed or of another region
   */
  public IdentityPoolConfig {
    CognitoIds.checkIdentityPool(identityPoolId, region);
  }

  /**
   * Creates the configuration of a pool in AWS's default region.
   *
   * @param identityPoolId such as {@code eu-west-1:01234567-89ab-cdef-0123-456789abcdef}
   * @return the configuration
   */
  public static IdentityPoolConfig of(String identityPoolId) {
    return new IdentityPoolConfig(identityPoolId, null);
  }

  /**
   * Reads a configuration from JSON: the member {@code identityPoolId}, and {@code region} if it
   * has one.
   *
   * @param json such as an object in a verticle's {@code config()}
   * @return the configuration
   * @throws ConfigurationException if a member is missing, unknown or malformed
   */
  public static IdentityPoolConfig fromJson(JsonObject json) {
    JsonMembers members = JsonMembers.of(json, "").only("identityPoolId", "region");
    return JsonMembers.create(
        "The configuration of an identity pool",
        () ->
            new IdentityPoolConfig(members.requiredText("identityPoolId"), members.text("region")));
  }

  /**
   * Returns this configuration with another region.
   *
   * @param region AWS region of the pool
   * @return the new configuration
   */
  public IdentityPoolConfig withRegion(String region) {
    Objects.requireNonNull(region, "region");
    return new IdentityPoolConfig(identityPoolId, region);
  }

  /**
   * Returns the region in the pool's id.
   *
   * @return AWS region
   */
  public String poolRegion() {
    return CognitoIds.identityPoolRegion(identityPoolId);
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
