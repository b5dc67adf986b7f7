package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoGroups;
import io.saigon.api.cognito.CognitoUser;
import io.saigon.api.cognito.UserGroup;
import io.saigon.api.cognito.UserPage;
import io.vertx.core.Future;
import io.vertx.core.streams.ReadStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;

/** The groups of a user pool and their members. */
final class UserGroups implements CognitoGroups {
  private final AdminCalls service;

  UserGroups(AdminCalls service) {
    this.service = service;
  }

  @Override
  public Future<List<String>> groups() {
    return AllPages.of(
        token ->
            service
                .call(
                    client ->
                        client.listGroups(b -> b.userPoolId(service.userPoolId()).nextToken(token)))
                .map(response -> page(response.groups(), response.nextToken())));
  }

  @Override
  public Future<List<String>> userGroups(String username) {
    return AllPages.of(
        token ->
            service
                .ofUser(
                    username,
                    client ->
                        client.adminListGroupsForUser(
                            b ->
                                b.userPoolId(service.userPoolId())
                                    .username(username)
                                    .nextToken(token)))
                .map(response -> page(response.groups(), response.nextToken())));
  }

  @Override
  public Future<Void> addUserToGroup(String username, String group) {
    return service
        .ofUser(
            username,
            client ->
                client.adminAddUserToGroup(
                    b -> b.userPoolId(service.userPoolId()).username(username).groupName(group)))
        .mapEmpty();
  }

  @Override
  public Future<Void> removeUserFromGroup(String username, String group) {
    return service
        .ofUser(
            username,
            client ->
                client.adminRemoveUserFromGroup(
                    b -> b.userPoolId(service.userPoolId()).username(username).groupName(group)))
        .mapEmpty();
  }

  @Override
  public Future<UserGroup> group(String name) {
    return service
        .ofGroup(
            name,
            client -> client.getGroup(b -> b.userPoolId(service.userPoolId()).groupName(name)))
        .map(
            response ->
                new UserGroup(
                    response.group().groupName(),
                    response.group().description(),
                    response.group().precedence(),
                    response.group().roleArn()));
  }

  @Override
  public Future<Void> createGroup(UserGroup group) {
    return service
        .call(
            client ->
                client.createGroup(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .groupName(group.name())
                            .description(group.description())
                            .precedence(group.precedence())
                            .roleArn(group.roleArn())))
        .mapEmpty();
  }

  @Override
  public Future<Void> updateGroup(UserGroup group) {
    return service
        .ofGroup(
            group.name(),
            client ->
                client.updateGroup(
                    b ->
                        b.userPoolId(service.userPoolId())
                            .groupName(group.name())
                            .description(group.description())
                            .precedence(group.precedence())
                            .roleArn(group.roleArn())))
        .mapEmpty();
  }

  @Override
  public Future<Boolean> deleteGroup(String name) {
    return service
        .call(client -> client.deleteGroup(b -> b.userPoolId(service.userPoolId()).groupName(name)))
        .map(true)
        .recover(
            failure ->
                CognitoErrors.isNoGroup(failure)
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(failure));
  }

  @Override
  public ReadStream<CognitoUser> listUsersInGroup(String name) {
    return new UserListing(
        service.openContext(),
        token ->
            service
                .ofGroup(
                    name,
                    client ->
                        client.listUsersInGroup(
                            b ->
                                b.userPoolId(service.userPoolId())
                                    .groupName(name)
                                    .nextToken(token)))
                .map(
                    page ->
                        new UserPage(
                            page.users().stream().map(Users::user).toList(), page.nextToken())));
  }

  private static AllPages.Page<String> page(List<GroupType> groups, @Nullable String next) {
    return new AllPages.Page<>(groups.stream().map(GroupType::groupName).toList(), next);
  }
}
