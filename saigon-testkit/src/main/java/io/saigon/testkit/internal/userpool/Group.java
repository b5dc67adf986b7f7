package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A group of a pool. */
record Group(
    String name,
    String poolId,
    @Nullable String description,
    @Nullable Integer precedence,
    @Nullable String roleArn,
    Instant created,
    Instant modified) {
  /** Returns this group with other values; null leaves one as it is. */
  Group updated(
      @Nullable String newDescription,
      @Nullable Integer newPrecedence,
      @Nullable String newRoleArn,
      Instant now) {
    return new Group(
        name,
        poolId,
        newDescription == null ? description : newDescription,
        newPrecedence == null ? precedence : newPrecedence,
        newRoleArn == null ? roleArn : newRoleArn,
        created,
        now);
  }

  JsonObject toJson() {
    JsonObject json =
        new JsonObject()
            .put("GroupName", name)
            .put("UserPoolId", poolId)
            .put("LastModifiedDate", Json.time(modified))
            .put("CreationDate", Json.time(created));
    if (description != null) {
      json.put("Description", description);
    }
    if (precedence != null) {
      json.put("Precedence", precedence);
    }
    if (roleArn != null) {
      json.put("RoleArn", roleArn);
    }
    return json;
  }
}
