package io.saigon.vault.source;

import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.spi.SaigonContext;
import io.saigon.api.vault.SecretId;
import io.saigon.api.vault.SecretSource;
import io.saigon.api.vault.SecretValue;
import io.saigon.aws.AwsService;
import io.saigon.aws.VertxAws;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;

/** Reads secrets by name or ARN, up to 20 in one call. */
public record SecretsManagerSource(AwsService<SecretsManagerAsyncClient> service)
    implements SecretSource {
  public static final String SERVICE = "secretsmanager";

  /** Returns the service of a Saigon. */
  public static AwsService<SecretsManagerAsyncClient> service(SaigonContext context) {
    AwsService<SecretsManagerAsyncClient> service =
        VertxAws.of(context)
            .service(SERVICE, SecretsManagerAsyncClient::builder)
            .withRehearsal(client -> client.getSecretValue(r -> r.secretId("none")));
    context.onWarmUp(service::warmUp);
    return service;
  }

  /** Returns the service of a Saigon in another region. */
  public static AwsService<SecretsManagerAsyncClient> service(
      SaigonContext context, String region) {
    return VertxAws.of(context)
        .service(SERVICE, () -> Future.succeededFuture(region), SecretsManagerAsyncClient::builder);
  }

  @Override
  public Future<SecretValue> fetch(SecretId id) {
    return isPath(id) ? new SecretTree(service).fetch(id) : fetchOne(id);
  }

  private static boolean isPath(SecretId id) {
    return id.key().endsWith("/") && id.version() == null && id.stage() == null;
  }

  private Future<SecretValue> fetchOne(SecretId id) {
    return service
        .call(
            client ->
                client.getSecretValue(
                    r -> r.secretId(id.key()).versionId(id.version()).versionStage(id.stage())))
        .map(r -> new SecretValue(id, content(r.secretString(), r.secretBinary()), r.versionId()))
        .recover(failure -> failed(id, failure));
  }

  private static Future<SecretValue> failed(SecretId id, Throwable failure) {
    boolean deleted =
        failure instanceof ServiceException error
            && error.serviceError() != null
            && "InvalidRequestException".equals(error.serviceError().errorCode())
            && String.valueOf(error.getMessage()).contains("marked for deletion");
    return deleted
        ? Future.failedFuture(
            new NotFoundException(
                "Secret %s is marked for deletion; restore it or correct the key".formatted(id),
                ((ServiceException) failure).serviceError(),
                failure))
        : NamedErrors.of("Secret", id, failure);
  }

  @Override
  public int batchSize() {
    return 20;
  }

  @Override
  public Future<Map<SecretId, SecretValue>> fetchAll(List<SecretId> ids) {
    List<String> current =
        ids.stream()
            .filter(id -> id.version() == null && id.stage() == null && !isPath(id))
            .map(SecretId::key)
            .toList();
    return current.isEmpty()
        ? Future.succeededFuture(Map.of())
        : service
            .call(client -> client.batchGetSecretValue(r -> r.secretIdList(current)))
            .map(response -> values(current, response))
            .recover(failure -> NamedErrors.of("Secrets", current, failure));
  }

  private static Map<SecretId, SecretValue> values(
      List<String> keys, BatchGetSecretValueResponse response) {
    Map<String, SecretValueEntry> entries = new HashMap<>();
    for (SecretValueEntry entry : response.secretValues()) {
      entries.put(entry.name(), entry);
      entries.put(entry.arn(), entry);
    }
    Map<SecretId, SecretValue> values = new HashMap<>();
    for (String key : keys) {
      SecretValueEntry entry = entries.get(key);
      if (entry != null) {
        SecretId id = SecretId.of(key);
        Buffer content = content(entry.secretString(), entry.secretBinary());
        values.put(id, new SecretValue(id, content, entry.versionId()));
      }
    }
    return values;
  }

  private static Buffer content(@Nullable String text, @Nullable SdkBytes bytes) {
    if (text != null) {
      return Buffer.buffer(text);
    }
    return bytes == null ? Buffer.buffer() : Buffer.buffer(bytes.asByteArray());
  }
}
