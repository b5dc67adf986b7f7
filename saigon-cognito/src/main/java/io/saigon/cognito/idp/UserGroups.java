package io.saigon.cognito.idp;

import io.saigon.api.cognito.UserGroup;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;

/** The groups of a user pool and their members. */
final class UserGroups {
  /** A page of groups with the token of the next page, if any. */
  private record Page(List<GroupType> groups, @Nullable String next) {}

  @FunctionalInterface
  private interface Pages {
    Future<Page> page(@Nullable String token);
  }

  private final String userPoolId;
  private final AdminCalls service;

  UserGroups(String userPoolId, AdminCalls service) {
    this.userPoolId = userPoolId;
    this.service = service;
  }

  Future<List<String>> all() {
    return names(
        token ->
            service
                .call(client -> client.listGroups(b -> b.userPoolId(userPoolId).nextToken(token)))
                .map(response -> new Page(response.groups(), response.nextToken())));
  }

  Future<List<String>> of(String username) {
    return names(
        token ->
            service
                .call(
                    client ->
                        client.adminListGroupsForUser(
                            b -> b.userPoolId(userPoolId).username(username).nextToken(token)))
                .map(response -> new Page(response.groups(), response.nextToken())));
  }

  Future<Void> add(String username, String group) {
    return service
        .call(
            client ->
                client.adminAddUserToGroup(
                    b -> b.userPoolId(userPoolId).username(username).groupName(group)))
        .mapEmpty();
  }

  Future<Void> remove(String username, String group) {
    return service
        .call(
            client ->
                client.adminRemoveUserFromGroup(
                    b -> b.userPoolId(userPoolId).username(username).groupName(group)))
        .mapEmpty();
  }

  Future<UserGroup> get(String name) {
    return service
        .call(client -> client.getGroup(b -> b.userPoolId(userPoolId).groupName(name)))
        .map(
            response ->
                new UserGroup(
                    response.group().groupName(),
                    response.group().description(),
                    response.group().precedence(),
                    response.group().roleArn()));
  }

  Future<Void> create(UserGroup group) {
    return service
        .call(
            client ->
                client.createGroup(
                    b ->
                        b.userPoolId(userPoolId)
                            .groupName(group.name())
                            .description(group.description())
                            .precedence(group.precedence())
                            .roleArn(group.roleArn())))
        .mapEmpty();
  }

  Future<Void> update(UserGroup group) {
    return service
        .call(
            client ->
                client.updateGroup(
                    b ->
                        b.userPoolId(userPoolId)
                            .groupName(group.name())
                            .description(group.description())
                            .precedence(group.precedence())
                            .roleArn(group.roleArn())))
        .mapEmpty();
  }

  Future<Void> delete(String name) {
    return service
        .call(client -> client.deleteGroup(b -> b.userPoolId(userPoolId).groupName(name)))
        .mapEmpty();
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
