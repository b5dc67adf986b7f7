package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoUser;
import io.saigon.api.cognito.UserFilter;
import io.saigon.api.cognito.UserPage;
import io.saigon.api.cognito.UserStatus;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.vertx.core.Future;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminGetUserResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserType;

/** The users of a pool, read and changed by an administrator. */
final class Users {
  private final AdminCalls service;
  private final CallData data;

  Users(AdminCalls service, CallData data) {
    this.service = service;
    this.data = data;
  }

  Future<CognitoUser> get(String username) {
    return service
        .ofUser(
            username,
            client ->
                client.adminGetUser(b -> b.userPoolId(service.userPoolId()).username(username)))
        .map(Users::user);
  }

  Future<UserPage> list(@Nullable UserFilter filter, @Nullable String token) {
    return service
        .call(
            client ->
                client.listUsers(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .filter(filter == null ? null : filter.expression())
                            .paginationToken(token)))
        .map(
            page ->
                new UserPage(
                    page.users().stream().map(Users::user).toList(), page.paginationToken()));
  }

  ReadStream<CognitoUser> stream(@Nullable UserFilter filter) {
    return new UserListing(service.openContext(), token -> list(filter, token));
  }

  Future<Boolean> deleteUser(String username) {
    return service
        .call(
            client ->
                client.adminDeleteUser(b -> b.userPoolId(service.userPoolId()).username(username)))
        .map(true)
        .recover(
            failure ->
                CognitoErrors.is(failure, CognitoErrors.NO_SUCH_USER)
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  Future<Void> confirm(String username) {
    return service
        .ofUser(
            username,
            client ->
                client.adminConfirmSignUp(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .username(username)
                            .clientMetadata(data.clientMetadata())))
        .<Void>mapEmpty()
        .recover(failure -> Future.failedFuture(notConfirmed(username, failure)));
  }

  private static Throwable notConfirmed(String username, Throwable failure) {
    return CognitoErrors.is(failure, "NotAuthorizedException")
            && failure instanceof SaigonException known
        ? new ServiceException(
            "The user '%s' does not wait for confirmation: it is confirmed already, or was created by an administrator. %s"
                .formatted(username, known.getMessage()),
            known.serviceError(),
            known.getCause())
        : failure;
  }

  Future<Void> update(String username, Map<String, String> attributes) {
    return service
        .ofUser(
            username,
            client ->
                client.adminUpdateUserAttributes(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .username(username)
                            .userAttributes(AdminCreateUser.types(attributes))
                            .clientMetadata(data.clientMetadata())))
        .mapEmpty();
  }

  Future<Void> deleteAttributes(String username, Set<String> attributes) {
    return service
        .ofUser(
            username,
            client ->
                client.adminDeleteUserAttributes(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .username(username)
                            .userAttributeNames(attributes)))
        .mapEmpty();
  }

  static Map<String, String> attributes(List<AttributeType> attributes) {
    return attributes.stream()
        .filter(attribute -> attribute.value() != null)
        .collect(Collectors.toUnmodifiableMap(AttributeType::name, AttributeType::value));
  }

  private static CognitoUser user(AdminGetUserResponse user) {
    return new CognitoUser(
        user.username(),
        attributes(user.userAttributes()),
        Boolean.TRUE.equals(user.enabled()),
        status(user.userStatusAsString()),
        user.userCreateDate(),
        user.userLastModifiedDate());
  }

  static CognitoUser user(UserType user) {
    return new CognitoUser(
        user.username(),
        attributes(user.attributes()),
        Boolean.TRUE.equals(user.enabled()),
        status(user.userStatusAsString()),
        user.userCreateDate(),
        user.userLastModifiedDate());
  }

  private static UserStatus status(String name) {
    return Stream.of(UserStatus.values())
        .filter(status -> status.name().equals(name))
        .findFirst()
        .orElse(UserStatus.UNKNOWN);
  }
}
