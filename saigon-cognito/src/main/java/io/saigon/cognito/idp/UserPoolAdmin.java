package io.saigon.cognito.idp;

import static io.saigon.api.check.Arguments.notBlank;

import io.saigon.api.cognito.CognitoIdp;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreatedUser;
import io.saigon.api.cognito.IncompleteUserException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.cognito.service.ClosableService;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderAsyncClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;

/** Administration of one user pool. */
public final class UserPoolAdmin implements CognitoIdp {
  private static final String NO_SUCH_USER = "UserNotFoundException";

  private final CognitoIdpConfig config;
  private final AdminCalls service;
  private final UserGroups groups;

  public UserPoolAdmin(
      CognitoIdpConfig config, ClosableService<CognitoIdentityProviderAsyncClient> pools) {
    this.config = Objects.requireNonNull(config, "config");
    this.service = new AdminCalls(config.userPoolId(), pools);
    this.groups = new UserGroups(config.userPoolId(), service);
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
        .call(client -> client.adminCreateUser(AdminCreateUser.of(userPoolId(), request)))
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
            client -> client.adminConfirmSignUp(b -> b.userPoolId(userPoolId()).username(username)))
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
