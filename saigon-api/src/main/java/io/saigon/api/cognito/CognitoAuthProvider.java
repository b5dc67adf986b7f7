package io.saigon.api.cognito;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * User and user pool of a request that was signed with credentials of an identity pool, from API
 * Gateway ("Identity" in its context variables).
 *
 * @param region AWS region of the user pool
 * @param userPoolId such as {@code eu-west-1_AbCdEf123}
 * @param userId the user's {@code sub}
 */
public record CognitoAuthProvider(String region, String userPoolId, UUID userId) {
  private static final String SIGN_IN = ":CognitoSignIn:";
  private static final Pattern USER_ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern URL =
      Pattern.compile("cognito-idp\\.[a-z0-9-]{1,64}\\.amazonaws\\.[a-z.]{2,6}/([\\w-]{1,120})");

  /**
   * Creates a provider, and checks that the region is the one in the pool's id.
   *
   * @param region AWS region of the user pool
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param userId the user's {@code sub}
   * @throws IllegalArgumentException if the id is malformed or of another region
   */
  public CognitoAuthProvider {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(userId, "userId");
    CognitoIds.checkUserPool(userPoolId, region);
  }

  /**
   * Creates the provider of a pool's user.
   *
   * @param userPoolId such as {@code eu-west-1_AbCdEf123}
   * @param userId the user's {@code sub}
   * @return the provider
   * @throws IllegalArgumentException if the pool's id is malformed
   */
  public static CognitoAuthProvider of(String userPoolId, UUID userId) {
    return new CognitoAuthProvider(CognitoIds.userPoolRegion(userPoolId), userPoolId, userId);
  }

  /**
   * Parses {@code
   * cognito-idp.REGION.amazonaws.com/POOL,cognito-idp.REGION.amazonaws.com/POOL:CognitoSignIn:UUID}.
   *
   * @param value the text
   * @return the provider
   * @throws IllegalArgumentException if it is anything else; the message does not repeat it
   */
  public static CognitoAuthProvider parse(String value) {
    Objects.requireNonNull(value, "value");
    return parse(Arrays.asList(value.split(",", -1)));
  }

  /**
   * Reads the provider from an event of API Gateway: a REST API's {@code
   * requestContext.identity.cognitoAuthenticationProvider} or an HTTP API's {@code
   * requestContext.authorizer.iam.cognitoIdentity.amr}.
   *
   * @param event the whole event, or its {@code requestContext}
   * @return the provider
   * @throws IllegalArgumentException if neither is there or it is malformed
   */
  public static CognitoAuthProvider fromEvent(JsonObject event) {
    Objects.requireNonNull(event, "event");
    JsonObject context =
        event.containsKey("requestContext") ? child(event, "requestContext") : event;
    if (child(context, "identity").getValue("cognitoAuthenticationProvider")
        instanceof String provider) {
      return parse(provider);
    }
    JsonObject identity = child(child(child(context, "authorizer"), "iam"), "cognitoIdentity");
    if (identity.getValue("amr") instanceof JsonArray amr) {
      return parse(
          amr.stream().map(String::valueOf).filter(m -> m.startsWith("cognito-idp.")).toList());
    }
    throw new IllegalArgumentException(
        "The request context names no user of a user pool: neither identity.cognitoAuthenticationProvider nor authorizer.iam.cognitoIdentity.amr is there; set the route's authorization to AWS_IAM and call it with credentials of a logged-in user");
  }

  private static JsonObject child(JsonObject parent, String name) {
    return parent.getValue(name) instanceof JsonObject child ? child : new JsonObject();
  }

  private static CognitoAuthProvider parse(List<String> parts) {
    if (parts.size() != 2) {
      throw malformed("it must have two parts but has " + parts.size());
    }
    String url = parts.get(0);
    Matcher matcher = URL.matcher(url);
    if (!matcher.matches() || !CognitoIds.isUserPool(matcher.group(1))) {
      throw malformed("its first part is not the URL of a user pool");
    }
    String userPoolId = matcher.group(1);
    if (!url.equals(CognitoIds.url(userPoolId))) {
      throw malformed("its URL is not that of the user pool's own region");
    }
    if (!parts.get(1).startsWith(url + SIGN_IN)) {
      throw malformed("its second part is not a sign-in to the user pool of its first part");
    }
    String userId = parts.get(1).substring(url.length() + SIGN_IN.length());
    if (!USER_ID.matcher(userId).matches()) {
      throw malformed("the user's id at its end is not a UUID");
    }
    return of(userPoolId, UUID.fromString(userId));
  }

  private static IllegalArgumentException malformed(String why) {
    return new IllegalArgumentException(
        "A Cognito authentication provider looks like cognito-idp.REGION.amazonaws.com/POOL,cognito-idp.REGION.amazonaws.com/POOL:CognitoSignIn:UUID, but "
            + why);
  }

  /**
   * Returns the pool's issuer without scheme, the key of an identity pool's logins.
   *
   * @return such as {@code cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123}
   */
  public String cognitoUrl() {
    return CognitoIds.url(userPoolId);
  }

  /**
   * Returns the form that {@link #parse} reads.
   *
   * @return the value of a header
   */
  public String toHeader() {
    return cognitoUrl() + "," + cognitoUrl() + SIGN_IN + userId;
  }
}
