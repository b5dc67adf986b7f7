package io.saigon.testkit.internal.metadata;

import io.saigon.testkit.internal.sts.Role;
import io.saigon.testkit.internal.sts.RoleSessions;
import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.UUID;

/** The agent of ECS that gives a task its role's credentials. */
public final class TaskCredentials {
  static final String SERVICE = "ecs-agent";
  static final String PREFIX = "/v2/credentials/";

  private final String path = PREFIX + UUID.randomUUID();
  private final RoleKeys keys;

  public TaskCredentials(RoleSessions sessions, Role role) {
    keys = new RoleKeys(sessions, role, "0123456789abcdef0123456789abcdef");
  }

  public RoleKeys keys() {
    return keys;
  }

  /** Returns the path of the credentials, which is secret. */
  public String path() {
    return path;
  }

  Reply reply(HttpServerRequest request) {
    JsonObject key = request.path().equals(path) ? keys.described() : null;
    return key == null
        ? Reply.refusal(
            new AwsError(400, "InvalidIdInRequest", "CredentialsV2Request: Credentials not found"))
        : Reply.json(
            new JsonObject()
                .put("RoleArn", Objects.requireNonNull(keys.role()).arn())
                .mergeIn(key));
  }
}
