package io.saigon.cognito.idp;

import io.saigon.api.cognito.CreateUserRequest;
import io.saigon.api.cognito.CreateUserResult;
import io.saigon.api.cognito.CreatedUser;
import io.saigon.api.cognito.IncompleteUserException;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;

/** Creates users who may exist already. */
final class UserCreation {
  private final AdminCalls service;
  private final CallData data;

  UserCreation(AdminCalls service, CallData data) {
    this.service = service;
    this.data = data;
  }

  /** Creates users, some at a time; fails only when the client closes. */
  Future<List<CreateUserResult>> create(List<CreateUserRequest> requests, int concurrency) {
    return new BoundedCalls<CreateUserRequest, CreateUserResult>(
            requests,
            request ->
                create(request)
                    .<CreateUserResult>map(user -> new CreateUserResult.Created(request, user))
                    .recover(
                        failure ->
                            failure instanceof ClosedException
                                ? Future.failedFuture(failure)
                                : Future.succeededFuture(
                                    new CreateUserResult.Failed(request, failure))))
        .run(concurrency);
  }

  Future<CreatedUser> create(CreateUserRequest request) {
    return find(request.username())
        .compose(
            found ->
                found.isPresent()
                    ? Future.succeededFuture(new CreatedUser(found.get(), true))
                    : createMissing(request));
  }

  private Future<Optional<UUID>> find(String username) {
    return existing(username)
        .map(Optional::of)
        .recover(
            failure ->
                CognitoErrors.is(failure, CognitoErrors.NO_SUCH_USER)
                    ? Future.succeededFuture(Optional.empty())
                    : Future.failedFuture(failure));
  }

  private Future<UUID> existing(String username) {
    return service
        .call(
            client ->
                client.adminGetUser(b -> b.userPoolId(service.userPoolId()).username(username)))
        .map(user -> sub(username, user.userAttributes()));
  }

  private Future<CreatedUser> createMissing(CreateUserRequest request) {
    return service
        .call(
            client ->
                client.adminCreateUser(
                    AdminCreateUser.of(service.userPoolId(), request).toBuilder()
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
                    b ->
                        b.userPoolId(service.userPoolId())
                            .username(request.username())
                            .groupName(group)))
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
