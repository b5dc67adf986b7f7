package io.saigon.cognito.idp;

import static io.saigon.api.check.Arguments.notBlank;

import io.saigon.api.cognito.CognitoCallContext;
import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoUser;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreatedUser;
import io.saigon.api.cognito.IncompleteUserException;
import io.saigon.api.cognito.MfaPreference;
import io.saigon.api.cognito.UserFilter;
import io.saigon.api.cognito.UserGroup;
import io.saigon.api.cognito.UserPage;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;

/** Administration of one user pool. */
public final class UserPoolAdmin implements CognitoIdp {
  private static final String NO_SUCH_USER = "UserNotFoundException";

  private final CognitoIdpConfig config;
  private final AdminCalls service;
  private final UserGroups groups;
  private final ClosableService<CognitoIdentityProviderAsyncClient> pools;
  private final CallData data;
  private final Users users;

  public UserPoolAdmin(
      CognitoIdpConfig config, ClosableService<CognitoIdentityProviderAsyncClient> pools) {
    this(config, pools, CallData.NONE);
  }

  public UserPoolAdmin(
      CognitoIdpConfig config,
      ClosableService<CognitoIdentityProviderAsyncClient> pools,
      CallData data) {
    this.config = Objects.requireNonNull(config, "config");
    this.pools = pools;
    this.data = data;
    this.service = new AdminCalls(config.userPoolId(), pools);
    this.groups = new UserGroups(config.userPoolId(), service);
    this.users = new Users(config.userPoolId(), service, data);
  }

  @Override
  public String userPoolId() {
    return config.userPoolId();
  }

  @Override
  public String region() {
    return config.poolRegion();
  }

  @Override
  public String cognitoUrl() {
    return config.cognitoUrl();
  }

  @Override
  public Future<CreatedUser> createUser(CreateUserRequest request) {
    return find(request.username())
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(new CreatedUser(found.get(), true))
                    : create(request));
  }

  private Future<Optional<UUID>> find(String username) {
    return existing(username)
        .map(Optional::of)
        .recover(
            failure ->
                CognitoErrors.is(failure, NO_SUCH_USER)
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private Future<UUID> existing(String username) {
    return service
        .call(client -> client.adminGetUser(b -> b.userPoolId(userPoolId()).username(username)))
        .map(user -> sub(username, user.userAttributes()));
  }

  private Future<CreatedUser> create(CreateUserRequest request) {
    return service
        .call(
            client ->
                client.adminCreateUser(
                    AdminCreateUser.of(userPoolId(), request).toBuilder()
                        .clientMetadata(data.clientMetadata())
                        .build()))
        .map(created -> sub(request.username(), created.user().attributes()))
        .compose(id -> addToGroup(request, new CreatedUser(id, false)))
        .recover(
            failure ->
                CognitoErrors.is(failure, "UsernameExistsException")
                    ? existing(request.username()).map(id -> new CreatedUser(id, true))
                    : Future.failedFuture(failure));
  }

  private Future<CreatedUser> addToGroup(CreateUserRequest request, CreatedUser user) {
    String group = request.groupName();
    if (group == null) {
      return Future.succeededFuture(user);
    }
    return service
        .call(
            client ->
                client.adminAddUserToGroup(
                    b -> b.userPoolId(userPoolId()).username(request.username()).groupName(group)))
        .map(user)
        .recover(
            failure ->
                Future.failedFuture(
                    failure instanceof SaigonException known
                        ? new IncompleteUserException(
                            user,
                            "The user '%s' (%s) now exists but did not join the group '%s'; add the user to it, or delete the user. %s"
                                .formatted(
                                    request.username(), user.id(), group, known.getMessage()),
                            known)
                        : failure));
  }

  @Override
  public Future<Boolean> deleteUser(String username) {
    notBlank("username", username);
    return service
        .call(client -> client.adminDeleteUser(b -> b.userPoolId(userPoolId()).username(username)))
        .map(true)
        .recover(
            failure ->
                CognitoErrors.is(failure, NO_SUCH_USER)
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  @Override
  public Future<Void> confirmUser(String username) {
    notBlank("username", username);
    return service
        .call(
            client ->
                client.adminConfirmSignUp(
                    b ->
                        b.userPoolId(userPoolId())
                            .username(username)
                            .clientMetadata(data.clientMetadata())))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(notConfirmed(username, failure)));
  }

  @Override
  public Future<List<String>> groups() {
    return groups.all();
  }

  @Override
  public Future<List<String>> userGroups(String username) {
    return ofUser(username, groups.of(notBlank("username", username)));
  }

  @Override
  public Future<Void> addUserToGroup(String username, String groupName) {
    notBlank("groupName", groupName);
    return ofUser(username, groups.add(notBlank("username", username), groupName));
  }

  @Override
  public Future<Void> removeUserFromGroup(String username, String groupName) {
    notBlank("groupName", groupName);
    return ofUser(username, groups.remove(notBlank("username", username), groupName));
  }

  @Override
  public Future<Void> signOutUser(String username) {
    notBlank("username", username);
    Future<Void> signedOut =
        service
            .call(
                client ->
                    client.adminUserGlobalSignOut(
                        b -> b.userPoolId(userPoolId()).username(username)))
            .mapEmpty();
    return ofUser(username, signedOut);
  }

  @Override
  public CognitoIdp withCallContext(CognitoCallContext context) {
    return new UserPoolAdmin(
        config, pools, new CallData(Objects.requireNonNull(context, "context")));
  }

  @Override
  public Future<CognitoUser> user(String username) {
    return ofUser(username, users.get(notBlank("username", username)));
  }

  @Override
  public Future<UserPage> users(@Nullable UserFilter filter, @Nullable String nextToken) {
    return users.list(filter, nextToken);
  }

  @Override
  public Future<Void> updateUserAttributes(String username, Map<String, String> attributes) {
    Map<String, String> values = Map.copyOf(attributes);
    return ofUser(username, users.update(notBlank("username", username), values));
  }

  @Override
  public Future<Void> deleteUserAttributes(String username, Set<String> attributes) {
    Set<String> names = Set.copyOf(attributes);
    return ofUser(username, users.delete(notBlank("username", username), names));
  }

  @Override
  public Future<Void> createGroup(UserGroup group) {
    return groups.create(Objects.requireNonNull(group, "group"));
  }

  @Override
  public Future<UserGroup> group(String name) {
    return ofGroup(name, groups.get(notBlank("name", name)));
  }

  @Override
  public Future<Void> updateGroup(UserGroup group) {
    return ofGroup(group.name(), groups.update(group));
  }

  @Override
  public Future<Boolean> deleteGroup(String name) {
    return groups
        .delete(notBlank("name", name))
        .map(true)
        .recover(
            failure ->
                isNoGroup(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
  }

  private static <T> Future<T> ofGroup(String name, Future<T> call) {
    return call.recover(
        failure ->
            Future.failedFuture(
                isNoGroup(failure) && failure instanceof SaigonException known
                    ? CognitoErrors.notFound(
                        known,
                        "The user pool has no group '" + name + "'; check the name and the pool")
                    : failure));
  }

  // A pool that does not exist has the same code, and a message of its own by now.
  private static boolean isNoGroup(Throwable failure) {
    return CognitoErrors.is(failure, CognitoErrors.NOT_FOUND)
        && !String.valueOf(failure.getMessage()).contains("There is no user pool");
  }

  @Override
  public Future<MfaPreference> userMfaPreference(String username) {
    notBlank("username", username);
    Future<MfaPreference> preference =
        service
            .call(client -> client.adminGetUser(b -> b.userPoolId(userPoolId()).username(username)))
            .map(
                user ->
                    MfaSettings.preference(user.userMFASettingList(), user.preferredMfaSetting()));
    return ofUser(username, preference);
  }

  @Override
  public Future<Void> setUserMfaPreference(String username, MfaPreference preference) {
    Objects.requireNonNull(preference, "preference");
    return userMfaPreference(username)
        .map(current -> new MfaSettings(current, preference))
        .compose(
            settings ->
                service.call(
                    client ->
                        client.adminSetUserMFAPreference(
                            b ->
                                b.userPoolId(userPoolId())
                                    .username(username)
                                    .smsMfaSettings(settings.sms())
                                    .emailMfaSettings(settings.email())
                                    .softwareTokenMfaSettings(settings.softwareToken()))))
        .mapEmpty();
  }

  private static <T> Future<T> ofUser(String username, Future<T> call) {
    return call.recover(failure -> Future.failedFuture(noSuchUser(username, failure)));
  }

  private static Throwable notConfirmed(String username, Throwable failure) {
    if (CognitoErrors.is(failure, "NotAuthorizedException")
        && failure instanceof SaigonException known) {
      return new ServiceException(
          "The user '%s' does not wait for confirmation: it is confirmed already, or was created by an administrator. %s"
              .formatted(username, known.getMessage()),
          known.serviceError(),
          known.getCause());
    }
    return noSuchUser(username, failure);
  }

  private static Throwable noSuchUser(String username, Throwable failure) {
    return CognitoErrors.is(failure, NO_SUCH_USER) && failure instanceof SaigonException known
        ? new NotFoundException(
            "The user pool has no user '" + username + "'; check the name and the pool",
            known.serviceError(),
            known.getCause())
        : failure;
  }

  private static UUID sub(String username, List<AttributeType> attributes) {
    return attributes.stream()
        .filter(attribute -> "sub".equals(attribute.name()))
        .map(attribute -> UUID.fromString(attribute.value()))
        .findFirst()
        .orElseThrow(
            () ->
                new ServiceException(
                    "The user pool returned no id (sub) of the user '"
                        + username
                        + "'; check who answers at the endpoint",
                    null,
                    null));
  }
}
