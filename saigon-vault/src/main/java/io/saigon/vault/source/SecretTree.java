package io.saigon.vault.source;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretMappingException;
import io.saigon.api.vault.SecretValue;
import io.saigon.aws.AwsService;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.FilterNameStringType;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/**
 * Reads all secrets whose names begin with a path as one JSON object with a member for each path
 * segment; a secret that is a JSON object has its members below.
 */
record SecretTree(AwsService<SecretsManagerAsyncClient> service) {
  Future<SecretValue> fetch(SecretId id) {
    return page(id.key(), null, new ArrayList<>())
        .compose(secrets -> tree(id, secrets))
        .recover(failure -> NamedErrors.of("Path", id.key(), failure));
  }

  private Future<List<SecretValueEntry>> page(
      String path, @Nullable String token, List<SecretValueEntry> before) {
    Filter names = Filter.builder().key(FilterNameStringType.NAME).values(path).build();
    return service
        .call(client -> client.batchGetSecretValue(r -> r.filters(names).nextToken(token)))
        .compose(response -> next(path, response, before));
  }

  private Future<List<SecretValueEntry>> next(
      String path, BatchGetSecretValueResponse response, List<SecretValueEntry> before) {
    if (!response.errors().isEmpty()) {
      return Future.failedFuture(refused(response.errors().get(0)));
    }
    // What the filter finds also has other cases and begins of words.
    response.secretValues().stream()
        .filter(secret -> secret.name().startsWith(path) && !secret.name().equals(path))
        .forEach(before::add);
    String token = response.nextToken();
    return token == null || token.isEmpty()
        ? Future.succeededFuture(before)
        : page(path, token, before);
  }

  private static SaigonException refused(APIErrorType error) {
    String message = "%s: %s".formatted(error.secretId(), error.message());
    return "AccessDeniedException".equals(error.errorCode())
        ? new AccessDeniedException(message, null, null)
        : new ServiceException(message, null, null);
  }

  private static Future<SecretValue> tree(SecretId id, List<SecretValueEntry> secrets) {
    if (secrets.isEmpty()) {
      return Future.failedFuture(
          new NotFoundException("there are no secrets below it; correct the path", null, null));
    }
    JsonObject root = new JsonObject();
    secrets.sort(Comparator.comparing(SecretValueEntry::name));
    for (SecretValueEntry secret : secrets) {
      String[] segments = secret.name().substring(id.key().length()).split("/");
      if (secret.secretString() == null) {
        return misfit(id, segments, "Secret %s is no text; move it".formatted(secret.name()));
      }
      if (!TreeJson.put(root, segments, TreeJson.value(secret.secretString()))) {
        return misfit(
            id,
            segments,
            "Secret %s has secrets below it or above it; move one of them"
                .formatted(secret.name()));
      }
    }
    return Future.succeededFuture(new SecretValue(id, root.toBuffer(), null));
  }

  private static Future<SecretValue> misfit(SecretId id, String[] segments, String message) {
    return Future.failedFuture(
        new SecretMappingException(id.key(), String.join(".", segments), message));
  }
}
