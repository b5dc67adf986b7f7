package io.saigon.api.cognito;

import org.jspecify.annotations.Nullable;

/**
 * A user pool.
 *
 * @param userPoolId such as {@code eu-west-1_AbCdEf123}
 * @param region AWS region of the pool, or null for AWS's default region
 */
public record CognitoIdpConfig(String userPoolId, @Nullable String region) {
  /** Checks the form of the id, and that the region is the one that the id tells. */
  public CognitoIdpConfig {
    CognitoIds.checkUserPool(userPoolId, region);
  }

  /** A pool in AWS's default region. */
  public static CognitoIdpConfig of(String userPoolId) {
    return new CognitoIdpConfig(userPoolId, null);
  }

  /** The same pool in a given region. */
  public CognitoIdpConfig withRegion(String region) {
    return new CognitoIdpConfig(userPoolId, region);
  }

  /** The region that the pool's id tells. */
  public String poolRegion() {
    return CognitoIds.userPoolRegion(userPoolId);
  }

  /**
   * The pool's issuer without scheme, such as {@code
   * cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}; right in AWS's China and GovCloud
   * partitions, too.
   */
  public String cognitoUrl() {
    return CognitoIds.url(userPoolId);
  }
}
