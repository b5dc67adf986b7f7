package io.saigon.cognito.idp;

import static io.saigon.api.check.Arguments.notBlank;
import static java.util.Objects.requireNonNull;

import io.saigon.api.cognito.CognitoDevice;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoUser;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreateUserResult;
import io.saigon.api.cognito.CreatedUser;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.cognito.UserFilter;
import io.saigon.api.cognito.UserGroup;
import io.saigon.api.cognito.UserPage;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;

/** Checks arguments, and passes the calls of an administrator on to the parts of a user pool. */
public abstract class PoolAdministration implements CognitoIdp {
  private final CognitoIdpConfig config;
  private final AdminCalls service;
  private final Users users;
  private final UserCreation creation;
  private final UserAccess access;
  private final AdminDevices devices;
  private final UserGroups groups;

  protected PoolAdministration(
      CognitoIdpConfig config,
      ClosableService<CognitoIdentityProviderAsyncClient> pools,
      CallData data) {
    this.config = requireNonNull(config, "config");
    this.service = new AdminCalls(config.userPoolId(), pools);
    this.users = new Users(service, data);
    this.creation = new UserCreation(service, data);
    this.access = new UserAccess(service, data);
    this.devices = new AdminDevices(service);
    this.groups = new UserGroups(service);
  }

  @Override
  public final String userPoolId() {
    return config.userPoolId();
  }

  @Override
  public final String region() {
    return config.poolRegion();
  }

  @Override
  public final String cognitoUrl() {
    return config.cognitoUrl();
  }

  @Override
  public final Future<CreatedUser> createUser(CreateUserRequest request) {
    return creation.create(requireNonNull(request, "request"));
  }

  @Override
  public final Future<List<CreateUserResult>> createUsers(
      List<CreateUserRequest> requests, int concurrency) {
    List<CreateUserRequest> all = List.copyOf(requireNonNull(requests, "requests"));
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1");
    }
    return service.several(() -> creation.create(all, concurrency));
  }

  @Override
  public final Future<Boolean> deleteUser(String username) {
    return users.deleteUser(notBlank("username", username));
  }

  @Override
  public final Future<Void> confirmUser(String username) {
    return users.confirm(notBlank("username", username));
  }

  @Override
  public final Future<CognitoUser> user(String username) {
    return users.get(notBlank("username", username));
  }

  @Override
  public final Future<UserPage> users(@Nullable UserFilter filter, @Nullable String nextToken) {
    return users.list(filter, nextToken);
  }

  @Override
  public final ReadStream<CognitoUser> listUsers(@Nullable UserFilter filter) {
    return users.stream(filter);
  }

  @Override
  public final Future<Void> updateUserAttributes(String username, Map<String, String> attributes) {
    notBlank("username", username);
    return users.update(username, Map.copyOf(requireNonNull(attributes, "attributes")));
  }

  @Override
  public final Future<Void> deleteUserAttributes(String username, Set<String> attributes) {
    notBlank("username", username);
    return users.deleteAttributes(username, Set.copyOf(requireNonNull(attributes, "attributes")));
  }

  @Override
  public final Future<Void> setUserPassword(String username, String password) {
    return access.setUserPassword(notBlank("username", username), notBlank("password", password));
  }

  @Override
  public final Future<Void> setTemporaryPassword(String username, String password) {
    return access.setTemporaryPassword(
        notBlank("username", username), notBlank("password", password));
  }

  @Override
  public final Future<Void> resetUserPassword(String username) {
    return access.resetUserPassword(notBlank("username", username));
  }

  @Override
  public final Future<Void> enableUser(String username) {
    return access.enableUser(notBlank("username", username));
  }

  @Override
  public final Future<Void> disableUser(String username) {
    return access.disableUser(notBlank("username", username));
  }

  @Override
  public final Future<Void> signOutUser(String username) {
    return access.signOutUser(notBlank("username", username));
  }

  @Override
  public final Future<MfaPreference> userMfaPreference(String username) {
    return access.userMfaPreference(notBlank("username", username));
  }

  @Override
  public final Future<Void> setUserMfaPreference(String username, MfaPreference preference) {
    notBlank("username", username);
    return access.setUserMfaPreference(username, requireNonNull(preference, "preference"));
  }

  @Override
  public final Future<List<CognitoDevice>> userDevices(String username) {
    return devices.userDevices(notBlank("username", username));
  }

  @Override
  public final Future<CognitoDevice> userDevice(String username, String deviceKey) {
    return devices.userDevice(notBlank("username", username), notBlank("deviceKey", deviceKey));
  }

  @Override
  public final Future<Void> setUserDeviceRemembered(
      String username, String deviceKey, boolean remembered) {
    return devices.setUserDeviceRemembered(
        notBlank("username", username), notBlank("deviceKey", deviceKey), remembered);
  }

  @Override
  public final Future<Void> forgetUserDevice(String username, String deviceKey) {
    return devices.forgetUserDevice(
        notBlank("username", username), notBlank("deviceKey", deviceKey));
  }

  @Override
  public final Future<List<String>> groups() {
    return groups.groups();
  }

  @Override
  public final Future<List<String>> userGroups(String username) {
    return groups.userGroups(notBlank("username", username));
  }

  @Override
  public final Future<Void> addUserToGroup(String username, String groupName) {
    return groups.addUserToGroup(notBlank("username", username), notBlank("groupName", groupName));
  }

  @Override
  public final Future<Void> removeUserFromGroup(String username, String groupName) {
    return groups.removeUserFromGroup(
        notBlank("username", username), notBlank("groupName", groupName));
  }

  @Override
  public final Future<Void> createGroup(UserGroup group) {
    return groups.createGroup(requireNonNull(group, "group"));
  }

  @Override
  public final Future<UserGroup> group(String name) {
    return groups.group(notBlank("name", name));
  }

  @Override
  public final Future<Void> updateGroup(UserGroup group) {
    return groups.updateGroup(requireNonNull(group, "group"));
  }

  @Override
  public final Future<Boolean> deleteGroup(String name) {
    return groups.deleteGroup(notBlank("name", name));
  }

  @Override
  public final ReadStream<CognitoUser> listUsersInGroup(String name) {
    return groups.listUsersInGroup(notBlank("name", name));
  }
}
