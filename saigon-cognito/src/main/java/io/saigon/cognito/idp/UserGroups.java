package io.saigon.cognito.idp;

import io.saigon.api.cognito.CognitoGroups;
import io.saigon.api.cognito.CognitoUser;
import io.saigon.api.cognito.UserGroup;
import io.saigon.api.cognito.UserPage;
import io.vertx.core.Future;
import io.vertx.core.streams.ReadStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;

/** The groups of a user pool and their members. */
final class UserGroups implements CognitoGroups {
  /** A page of groups with the token of the next page, if any. */
  private record Page(List<GroupType> groups, @Nullable String next) {}

  @FunctionalInterface
  private interface Pages {
    Future<Page> page(@Nullable String token);
  }

  private final AdminCalls service;

  UserGroups(AdminCalls service) {
    this.service = service;
  }

  @Override
  public Future<List<String>> groups() {
    return names(
        token ->
            service
                .call(
                    client ->
                        client.listGroups(b -> b.userPoolId(service.userPoolId()).nextToken(token)))
                .map(response -> new Page(response.groups(), response.nextToken())));
  }

  @Override
  public Future<List<String>> userGroups(String username) {
    return names(
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
                .map(response -> new Page(response.groups(), response.nextToken())));
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

  private static Future<List<String>> names(Pages pages) {
    return names(pages, null, new ArrayList<>());
  }

  private static Future<List<String>> names(
      Pages pages, @Nullable String token, List<String> names) {
    return pages
        .page(token)
        .compose(
            page -> {
              page.groups().forEach(group -> names.add(group.groupName()));
              return page.next() == null
                  ? Future.succeededFuture(List.copyOf(names))
                  : names(pages, page.next(), names);
            });
  }
}
