package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations that read secrets. */
final class SecretReads {
  private static final List<String> SORTS =
      List.of("created-date", "last-accessed-date", "last-changed-date", "name");

  private final Secrets secrets;
  private final Replicas replicas;
  private final SecretKeys keys;
  private final Clock clock;

  SecretReads(Secrets secrets, Replicas replicas, SecretKeys keys, Clock clock) {
    this.keys = keys;
    this.secrets = secrets;
    this.replicas = replicas;
    this.clock = clock;
  }

  void register(Operations operations) {
    operations
        .signed("GetSecretValue", this::get)
        .signed("BatchGetSecretValue", this::getMany)
        .signed("DescribeSecret", this::describe)
        .signed("ListSecrets", this::list)
        .signed("ListSecretVersionIds", this::versions);
  }

  JsonObject get(Params params) {
    return value(
        params.text("SecretId"),
        params.optionalText("VersionId"),
        params.optionalText("VersionStage"));
  }

  private JsonObject value(String id, @Nullable String versionId, @Nullable String stage) {
    Secret secret = secrets.find(id).live();
    SecretVersion version =
        versionId != null
            ? secret.version(versionId).orElseThrow(() -> noValue("VersionId: " + versionId))
            : byStage(secret, stage == null ? Secret.CURRENT : stage);
    if (version.isEmpty()) {
      throw noValue(stage == null ? "VersionId: " + version.id() : "staging label: " + stage);
    }
    if (stage != null && !version.stages().contains(stage)) {
      throw new AwsError(
          "InvalidRequestException",
          "You provided a VersionStage that is not associated to the provided VersionId.");
    }
    keys.checkDecryption(secret.kmsKey());
    secret.accessed(version, clock.instant());
    return version.addTo(secret.reference());
  }

  private static SecretVersion byStage(Secret secret, String stage) {
    return secret.staged(stage).orElseThrow(() -> noValue("staging label: " + stage));
  }

  private JsonObject getMany(Params params) {
    List<String> ids = params.texts("SecretIdList");
    boolean filtered = params.has("Filters");
    if (filtered != ids.isEmpty()) {
      throw new AwsError(
          "InvalidParameterException",
          "Either 'SecretIdList' or 'Filters' must be provided, but not both.");
    }
    if (!filtered && params.has("MaxResults")) {
      throw new AwsError(
          "InvalidParameterException", "To use 'MaxResults', you must also use 'Filters'.");
    }
    if (ids.size() > 20) {
      throw params.invalid(
          ids.toString(), "SecretIdList", "Member must have length less than or equal to 20");
    }
    List<String> asked =
        filtered
            ? secrets.all().stream()
                .filter(secret -> !secret.isDeleted())
                .filter(SecretFilter.all(params))
                .map(Secret::arn)
                .toList()
            : ids;
    int most = filtered ? params.number("MaxResults", 20, 1, 20) : 20;
    Paging<String> page =
        Paging.of(asked, most, params.optionalText("NextToken"), id -> id, SecretReads::wrongToken);
    JsonArray values = new JsonArray();
    JsonArray errors = new JsonArray();
    for (String id : page.items()) {
      try {
        values.add(value(id, null, null));
      } catch (AwsError e) {
        errors.add(
            new JsonObject()
                .put("SecretId", id)
                .put("ErrorCode", e.code())
                .put("Message", e.text()));
      }
    }
    return page.next(
        "NextToken", new JsonObject().put("SecretValues", values).put("Errors", errors));
  }

  private JsonObject describe(Params params) {
    return described(secrets.find(params.text("SecretId")), "VersionIdsToStages");
  }

  private JsonObject described(Secret secret, String stagesName) {
    JsonObject json = secret.described(stagesName);
    replicas.addTo(secret, json);
    json.remove(stagesName.equals("VersionIdsToStages") ? "" : "ReplicationStatus");
    return json;
  }

  private JsonObject list(Params params) {
    boolean withDeleted = params.flag("IncludePlannedDeletion");
    List<Secret> found =
        secrets.all().stream()
            .sorted(order(params))
            .filter(secret -> withDeleted || !secret.isDeleted())
            .filter(SecretFilter.all(params))
            .toList();
    Paging<Secret> page =
        Paging.of(
            found,
            params.number("MaxResults", 100, 1, 100),
            params.optionalText("NextToken"),
            Secret::arn,
            SecretReads::wrongToken);
    JsonArray items = new JsonArray();
    page.items().forEach(secret -> items.add(described(secret, "SecretVersionsToStages")));
    return page.next("NextToken", new JsonObject().put("SecretList", items));
  }

  /** The oldest first unless another order is requested. */
  private static Comparator<Secret> order(Params params) {
    Comparator<Secret> order =
        switch (params.oneOf("SortBy", "created-date", SORTS)) {
          case "name" -> Comparator.comparing(Secret::name);
          case "last-accessed-date" -> Comparator.comparing(Secret::accessed);
          case "last-changed-date" -> Comparator.comparing(Secret::changed);
          default -> Comparator.comparing(Secret::created);
        };
    return params.oneOf("SortOrder", "asc", List.of("asc", "desc")).equals("asc")
        ? order
        : order.reversed();
  }

  private JsonObject versions(Params params) {
    Secret secret = secrets.find(params.text("SecretId"));
    Paging<SecretVersion> page =
        Paging.of(
            secret.versions(params.flag("IncludeDeprecated")),
            params.number("MaxResults", 100, 1, 100),
            params.optionalText("NextToken"),
            SecretVersion::id,
            SecretReads::wrongToken);
    JsonArray list = new JsonArray();
    page.items().forEach(version -> list.add(secret.described(version)));
    return page.next("NextToken", secret.reference().put("Versions", list));
  }

  private static AwsError noValue(String what) {
    return new AwsError(
        "ResourceNotFoundException",
        "Secrets Manager can't find the specified secret value for " + what);
  }

  private static AwsError wrongToken() {
    return new AwsError(
        "InvalidNextTokenException", "The NextToken value you provided isn't valid.");
  }
}
