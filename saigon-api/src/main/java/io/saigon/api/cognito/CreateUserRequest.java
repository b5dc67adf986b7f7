package io.saigon.api.cognito;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user to create. The temporary password is left out of {@link #toString()}.
 *
 * @param username user name, or an e-mail address as alias; an address is also set as the {@code
 *     email} attribute
 * @param notifyUser whether Cognito sends its welcome message
 * @param selfVerify whether the e-mail address counts as verified
 * @param groupName group that a newly created user joins, or null
 * @param temporaryPassword first password, or null for one that Cognito makes up
 * @param extraAttributes further attributes by name; they win over those set here
 */
public record CreateUserRequest(
    String username,
    boolean notifyUser,
    boolean selfVerify,
    @Nullable String groupName,
    @Nullable String temporaryPassword,
    Map<String, String> extraAttributes) {
  /**
   * Creates a request, and checks names, password and attributes against Cognito's limits.
   *
   * @param username user name, or an e-mail address as alias
   * @param notifyUser whether Cognito sends its welcome message
   * @param selfVerify whether the e-mail address counts as verified
   * @param groupName group that a newly created user joins, or null
   * @param temporaryPassword first password, or null for one that Cognito makes up
   * @param extraAttributes further attributes by name
   * @throws IllegalArgumentException if one is beyond them
   */
  public CreateUserRequest {
    Objects.requireNonNull(extraAttributes, "extraAttributes");
    CognitoNames.checkName("username", username);
    if (groupName != null) {
      CognitoNames.checkName("groupName", groupName);
    }
    if (temporaryPassword != null) {
      CognitoNames.checkPassword("temporaryPassword", temporaryPassword);
    }
    extraAttributes = CognitoNames.checkAttributes(extraAttributes);
  }

  /**
   * Creates a request for a user who is notified, not verified, in no group, with a password that
   * Cognito generates.
   *
   * @param username user name, or an e-mail address as alias
   * @return the request
   */
  public static CreateUserRequest of(String username) {
    return new CreateUserRequest(username, true, false, null, null, Map.of());
  }

  /**
   * Returns this request with Cognito's welcome message sent or not.
   *
   * @param notifyUser whether it is sent
   * @return the new request
   */
  public CreateUserRequest withNotifyUser(boolean notifyUser) {
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  /**
   * Returns this request with the e-mail address verified or not.
   *
   * @param selfVerify whether the address counts as verified
   * @return the new request
   */
  public CreateUserRequest withSelfVerify(boolean selfVerify) {
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  /**
   * Returns this request with a group to join.
   *
   * @param groupName name of the group
   * @return the new request
   */
  public CreateUserRequest withGroupName(String groupName) {
    Objects.requireNonNull(groupName, "groupName");
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  /**
   * Returns this request with a first password.
   *
   * @param temporaryPassword the password
   * @return the new request
   */
  public CreateUserRequest withTemporaryPassword(String temporaryPassword) {
    Objects.requireNonNull(temporaryPassword, "temporaryPassword");
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  /**
   * Returns this request with other further attributes.
   *
   * @param extraAttributes values by name
   * @return the new request
   */
  public CreateUserRequest withExtraAttributes(Map<String, String> extraAttributes) {
    Objects.requireNonNull(extraAttributes, "extraAttributes");
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  @Override
  public String toString() {
    return "CreateUserRequest[username=%s, notifyUser=%s, selfVerify=%s, groupName=%s]"
        .formatted(username, notifyUser, selfVerify, groupName);
  }
}
