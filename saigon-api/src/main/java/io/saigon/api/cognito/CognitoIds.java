package io.saigon.api.cognito;

import io.saigon.api.check.Arguments;
import io.saigon.api.config.Partition;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

final class CognitoIds {
  // Patterns of the Cognito API reference (UserPoolIdType, ClientIdType, IdentityPoolId).
  private static final Pattern USER_POOL = Pattern.compile("([a-z0-9-]+)_[0-9a-zA-Z]{1,54}");
  private static final Pattern CLIENT = Pattern.compile("[\\w+]{1,128}");
  private static final Pattern IDENTITY_POOL = Pattern.compile("([a-z0-9-]+):[0-9a-f-]{1,54}");

  private CognitoIds() {}

  static void checkUserPool(String id, @Nullable String region) {
    checkRegion("user pool", id, userPoolRegion(id), region);
  }

  static boolean isUserPool(String id) {
    Matcher matcher = USER_POOL.matcher(id);
    return matcher.matches() && Partition.isRegion(matcher.group(1));
  }

  static String userPoolRegion(String id) {
    return regionOf(USER_POOL, id, "userPoolId", "eu-west-1_AbCdEf123");
  }

  static String identityPoolRegion(String id) {
    return regionOf(
        IDENTITY_POOL, id, "identityPoolId", "eu-west-1:01234567-89ab-cdef-0123-456789abcdef");
  }

  static String url(String userPoolId) {
    String region = userPoolRegion(userPoolId);
    return "cognito-idp." + region + "." + Partition.of(region).dnsSuffix() + "/" + userPoolId;
  }

  static void checkIdentityPool(String id, @Nullable String region) {
    checkRegion("identity pool", id, identityPoolRegion(id), region);
  }

  static void checkClient(String id, @Nullable String secret) {
    if (!CLIENT.matcher(Objects.requireNonNull(id, "clientId")).matches()) {
      throw new IllegalArgumentException(
          "clientId must be the id of an app client, letters and digits, but is '" + id + "'");
    }
    if (secret != null) {
      Arguments.notBlank("clientSecret", secret, "leave it out for an app client without a secret");
    }
  }

  private static String regionOf(Pattern pattern, String id, String name, String example) {
    Matcher matcher = pattern.matcher(Objects.requireNonNull(id, name));
    if (!matcher.matches() || !Partition.isRegion(matcher.group(1))) {
      throw new IllegalArgumentException(
          name + " must look like " + example + " but is '" + id + "'");
    }
    return matcher.group(1);
  }

  private static void checkRegion(
      String what, String id, String regionOfId, @Nullable String region) {
    if (region != null && !region.equals(regionOfId)) {
      throw new IllegalArgumentException(
          "The %s %s is in region %s, not in '%s'; correct the one or the other"
              .formatted(what, id, regionOfId, region));
    }
  }
}
