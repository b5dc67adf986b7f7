package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;

/** Groups and their members. */
final class GroupOperations {
  private final UserPools pools;
  private final Clock clock;

  GroupOperations(UserPools pools, Clock clock) {
    this.pools = pools;
    this.clock = clock;
  }

  void register(Operations operations) {
    operations
        .signed("CreateGroup", this::create)
        .signed("GetGroup", this::get)
        .signed("UpdateGroup", this::update)
        .signed("DeleteGroup", this::delete)
        .signed("ListGroups", this::list)
        .signed("AdminAddUserToGroup", this::addUser)
        .signed("AdminRemoveUserFromGroup", this::removeUser)
        .signed("AdminListGroupsForUser", this::ofUser)
        .signed("ListUsersInGroup", this::users);
  }

  private JsonObject create(Params params) {
    UserPool pool = pool(params);
    String name = params.text("GroupName");
    Group group =
        new Group(
            name,
            pool.id(),
            params.optionalText("Description"),
            params.optionalNumber("Precedence"),
            params.optionalText("RoleArn"),
            clock.instant(),
            clock.instant());
    if (pool.groups().putIfAbsent(name, group) != null) {
      throw new AwsError(
          "GroupExistsException", "A group with the name " + name + " already exists.");
    }
    return new JsonObject().put("Group", group.toJson());
  }

  private JsonObject get(Params params) {
    return new JsonObject().put("Group", group(params).toJson());
  }

  private JsonObject update(Params params) {
    Group group =
        group(params)
            .updated(
                params.optionalText("Description"),
                params.optionalNumber("Precedence"),
                params.optionalText("RoleArn"),
                clock.instant());
    pool(params).groups().put(group.name(), group);
    return new JsonObject().put("Group", group.toJson());
  }

  private JsonObject delete(Params params) {
    UserPool pool = pool(params);
    String name = group(params).name();
    pool.groups().remove(name);
    pool.users().values().forEach(user -> user.groups().remove(name));
    return new JsonObject();
  }

  private JsonObject list(Params params) {
    return page(params, List.copyOf(pool(params).groups().values()));
  }

  private JsonObject addUser(Params params) {
    params.need("Username", "GroupName");
    user(params).groups().add(group(params).name());
    return new JsonObject();
  }

  private JsonObject removeUser(Params params) {
    params.need("Username", "GroupName");
    user(params).groups().remove(group(params).name());
    return new JsonObject();
  }

  private JsonObject ofUser(Params params) {
    UserPool pool = pool(params);
    return page(params, user(params).groups().stream().map(pool::group).toList());
  }

  private JsonObject users(Params params) {
    String name = group(params).name();
    List<PoolUser> members =
        pool(params).users().values().stream().filter(u -> u.groups().contains(name)).toList();
    Paging<PoolUser> page =
        Paging.of(
            members,
            params.number("Limit", 60, 1, 60),
            params.optionalText("NextToken"),
            PoolUser::sub,
            UserPools::wrongToken);
    JsonArray items = new JsonArray();
    page.items().forEach(user -> items.add(user.toJson("Attributes")));
    return page.next("NextToken", new JsonObject().put("Users", items));
  }

  private static JsonObject page(Params params, List<Group> groups) {
    Paging<Group> page =
        Paging.of(
            groups,
            params.number("Limit", 60, 1, 60),
            params.optionalText("NextToken"),
            Group::name,
            UserPools::wrongToken);
    JsonArray items = new JsonArray();
    page.items().forEach(group -> items.add(group.toJson()));
    return page.next("NextToken", new JsonObject().put("Groups", items));
  }

  private UserPool pool(Params params) {
    return pools.pool(params);
  }

  private PoolUser user(Params params) {
    return pool(params).user(params.text("Username"));
  }

  private Group group(Params params) {
    return pool(params).group(params.text("GroupName"));
  }
}
