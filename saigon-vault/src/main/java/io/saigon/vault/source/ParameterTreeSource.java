package io.saigon.vault.source;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/** Reads all parameters below a path as one JSON object with a member for each path segment. */
public record ParameterTreeSource(AwsService<SsmAsyncClient> service, boolean withDecryption)
    implements SecretSource {
  @Override
  public Future<SecretValue> fetch(SecretId id) {
    return page(id.key(), null, new ArrayList<>())
        .compose(parameters -> tree(id, parameters))
        .recover(failure -> NamedErrors.of("Path", id, failure));
  }

  private Future<List<Parameter>> page(
      String path, @Nullable String token, List<Parameter> before) {
    return service
        .call(
            client ->
                client.getParametersByPath(
                    r ->
                        r.path(path)
                            .recursive(true)
                            .withDecryption(withDecryption)
                            .nextToken(token)))
        .compose(response -> next(path, response, before));
  }

  private Future<List<Parameter>> next(
      String path, GetParametersByPathResponse response, List<Parameter> before) {
    before.addAll(response.parameters());
    String token = response.nextToken();
    return token == null || token.isEmpty()
        ? Future.succeededFuture(before)
        : page(path, token, before);
  }

  private static Future<SecretValue> tree(SecretId id, List<Parameter> parameters) {
    if (parameters.isEmpty()) {
      return Future.failedFuture(
          new NotFoundException("there are no parameters below it; correct the path", null, null));
    }
    String below = id.key().endsWith("/") ? id.key() : id.key() + "/";
    JsonObject root = new JsonObject();
    for (Parameter parameter : parameters) {
      String[] segments = parameter.name().substring(below.length()).split("/");
      if (!put(root, segments, parameter.value())) {
        return Future.failedFuture(
            new SecretMappingException(
                id.key(),
                String.join(".", segments),
                "Parameter %s has parameters below it or above it that have a value; move one of them"
                    .formatted(parameter.name())));
      }
    }
    return Future.succeededFuture(new SecretValue(id, root.toBuffer(), null));
  }

  private static boolean put(JsonObject root, String[] segments, String value) {
    JsonObject parent = root;
    for (int i = 0; i < segments.length - 1; i++) {
      Object child = parent.getValue(segments[i]);
      if (child == null) {
        child = new JsonObject();
        parent.put(segments[i], child);
      }
      if (!(child instanceof JsonObject object)) {
        return false;
      }
      parent = object;
    }
    String leaf = segments[segments.length - 1];
    boolean free = !parent.containsKey(leaf);
    if (free) {
      parent.put(leaf, value);
    }
    return free;
  }
}
