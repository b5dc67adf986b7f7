package io.saigon.api.cognito;

import java.util.Map;
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
  /** Checks names, password and attributes against Cognito's limits. */
  public CreateUserRequest {
    CognitoNames.checkName("username", username);
    if (groupName != null) {
      CognitoNames.checkName("groupName", groupName);
    }
    if (temporaryPassword != null) {
      CognitoNames.checkPassword("temporaryPassword", temporaryPassword);
    }
    extraAttributes = CognitoNames.checkAttributes(extraAttributes);
  }

  /** A user who is notified, not verified, in no group, with a password made up by Cognito. */
  public static CreateUserRequest of(String username) {
    return new CreateUserRequest(username, true, false, null, null, Map.of());
  }

  /** The same, with Cognito's welcome message sent or not. */
  public CreateUserRequest withNotifyUser(boolean notifyUser) {
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  /** The same, with the e-mail address verified or not. */
  public CreateUserRequest withSelfVerify(boolean selfVerify) {
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  /** The same, joining a group. */
  public CreateUserRequest withGroupName(String groupName) {
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  /** The same, with a first password. */
  public CreateUserRequest withTemporaryPassword(String temporaryPassword) {
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  /** The same, with these attributes besides. */
  public CreateUserRequest withExtraAttributes(Map<String, String> extraAttributes) {
    return new CreateUserRequest(
        username, notifyUser, selfVerify, groupName, temporaryPassword, extraAttributes);
  }

  @Override
  public String toString() {
    return "CreateUserRequest[username=%s, notifyUser=%s, selfVerify=%s, groupName=%s]"
        .formatted(username, notifyUser, selfVerify, groupName);
  }
}
