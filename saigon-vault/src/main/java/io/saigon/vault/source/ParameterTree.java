package io.saigon.vault.source;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretMappingException;
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
record ParameterTree(AwsService<SsmAsyncClient> service, boolean withDecryption) {
  Future<SecretValue> fetch(SecretId id) {
    return page(path(id), null, new ArrayList<>())
        .compose(parameters -> tree(id, parameters))
        .recover(failure -> NamedErrors.of("Path", path(id), failure));
  }

  // Parameter Store takes no slash at the end, but for the path of all parameters.
  private static String path(SecretId id) {
    String key = id.key();
    return key.length() == 1 ? key : key.substring(0, key.length() - 1);
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
    String below = id.key();
    JsonObject root = new JsonObject();
    for (Parameter parameter : parameters) {
      String[] segments = parameter.name().substring(below.length()).split("/");
      if (!TreeJson.put(root, segments, parameter.value())) {
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
}
