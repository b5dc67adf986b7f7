package io.saigon.api.cognito;

import java.util.Map;
import java.util.Objects;

/**
 * A user who signs up; the password is left out of {@link #toString()}.
 *
 * @param username user name or, where the pool takes them as names, an e-mail address or phone
 *     number
 * @param password first password
 * @param attributes attributes by name, such as {@code email}
 */
public record SignUpRequest(String username, String password, Map<String, String> attributes) {
  /**
   * Creates a request, and checks name, password and attributes against Cognito's limits.
   *
   * @param username user name or, where the pool takes them as names, an e-mail address or phone
   *     number
   * @param password first password
   * @param attributes attributes by name, such as {@code email}
   * @throws IllegalArgumentException if one is beyond them
   */
  public SignUpRequest {
    Objects.requireNonNull(attributes, "attributes");
    CognitoNames.checkName("username", username);
    CognitoNames.checkPassword("password", Objects.requireNonNull(password, "password"));
    attributes = CognitoNames.checkAttributes(attributes);
  }

  /**
   * Creates a request for a user without attributes.
   *
   * @param username user name or, where the pool takes them as names, an e-mail address or phone
   *     number
   * @param password first password
   * @return the request
   */
  public static SignUpRequest of(String username, String password) {
    return new SignUpRequest(username, password, Map.of());
  }

  /**
   * Returns this request with other attributes.
   *
   * @param attributes values by name, such as {@code email}
   * @return the new request
   */
  public SignUpRequest withAttributes(Map<String, String> attributes) {
    Objects.requireNonNull(attributes, "attributes");
    return new SignUpRequest(username, password, attributes);
  }

  @Override
  public String toString() {
    return "SignUpRequest[username=" + username + ", attributes=" + attributes.keySet() + "]";
  }
}
