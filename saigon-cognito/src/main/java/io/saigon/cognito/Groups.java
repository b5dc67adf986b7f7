package io.saigon.cognito;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cognitoidentityprovider.model.GroupType;

/** The groups of a user pool, and who is in them. */
final class Groups {
  /** One page of names, and the token of the next page if there is one. */
  private record Page(List<GroupType> groups, @Nullable String next) {}

  @FunctionalInterface
  private interface Pages {
    Future<Page> page(@Nullable String token);
  }

  private final String userPoolId;
  private final PoolCalls service;

  Groups(String userPoolId, PoolCalls service) {
    this.userPoolId = userPoolId;
    this.service = service;
  }

  Future<List<String>> all() {
    return names(
        token ->
            service
                .call(client -> client.listGroups(b -> b.userPoolId(userPoolId).nextToken(token)))
                .map(answer -> new Page(answer.groups(), answer.nextToken())));
  }

  Future<List<String>> of(String username) {
    return names(
        token ->
            service
                .call(
                    client ->
                        client.adminListGroupsForUser(
                            b -> b.userPoolId(userPoolId).username(username).nextToken(token)))
                .map(answer -> new Page(answer.groups(), answer.nextToken())));
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

  private static Future<List<String>> names(Pages pages) {
    return names(pages, null, new ArrayList<>());
  }

  private static Future<List<String>> names(
      Pages pages, @Nullable String token, List<String> soFar) {
    return pages
        .page(token)
        .compose(
            page -> {
              page.groups().forEach(group -> soFar.add(group.groupName()));
              return page.next() == null
                  ? Future.succeededFuture(List.copyOf(soFar))
                  : names(pages, page.next(), soFar);
            });
  }

  static String requireName(String group) {
    if (Objects.requireNonNull(group, "groupName").isBlank()) {
      throw new IllegalArgumentException("groupName must not be blank");
    }
    return group;
  }
}
