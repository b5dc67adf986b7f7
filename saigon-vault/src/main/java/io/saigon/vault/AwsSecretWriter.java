package io.saigon.vault;

import io.saigon.api.Saigon;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.TransportException;
import io.saigon.api.vault.SecretWriter;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.vault.source.NamedErrors;
import io.saigon.vault.source.SecretsManagerSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;

/**
 * Writes secrets of AWS Secrets Manager, by name or ARN. Bytes that are UTF-8 are stored as text,
 * and others as a binary secret.
 */
public final class AwsSecretWriter implements SecretWriter {
  private static final long POLL_MS = 500;
  private static final int POLLS = 600;

  private final Vertx vertx;
  private final AwsService<SecretsManagerAsyncClient> service;
  private final ChangeAnnouncement announcement;

  private AwsSecretWriter(Vertx vertx, AwsService<SecretsManagerAsyncClient> service) {
    this.vertx = vertx;
    this.service = service;
    this.announcement = new ChangeAnnouncement(vertx, VaultKind.AWS_SECRETS_MANAGER.providerName());
  }

  /**
   * Creates a writer with the region, credentials and endpoints of a Saigon.
   *
   * @param saigon the Saigon, with which it closes
   * @return the writer
   */
  public static AwsSecretWriter create(Saigon saigon) {
    Objects.requireNonNull(saigon, "saigon");
    return new AwsSecretWriter(
        saigon.context().vertx(), SecretsManagerSource.service(saigon.context()));
  }

  @Override
  public Future<String> put(String key, Buffer content) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(content, "content");
    String text = text(content);
    SdkBytes bytes = text == null ? SdkBytes.fromByteArray(content.getBytes()) : null;
    return replace(key, text, bytes)
        .recover(
            failure ->
                failure instanceof NotFoundException && !key.startsWith("arn:")
                    ? create(key, text, bytes)
                    : Future.failedFuture(failure))
        .recover(failure -> NamedErrors.of("Secret", key, failure))
        .onSuccess(version -> announcement.of(key, version));
  }

  private static @Nullable String text(Buffer content) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(content.getBytes()))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private Future<String> replace(String key, @Nullable String text, @Nullable SdkBytes bytes) {
    return service
        .call(
            client ->
                client.putSecretValue(r -> r.secretId(key).secretString(text).secretBinary(bytes)))
        .map(PutSecretValueResponse::versionId);
  }

  /** Creates a secret, or replaces the value of one that was created meanwhile. */
  private Future<String> create(String key, @Nullable String text, @Nullable SdkBytes bytes) {
    return service
        .call(
            client -> client.createSecret(r -> r.name(key).secretString(text).secretBinary(bytes)))
        .map(CreateSecretResponse::versionId)
        .recover(
            failure ->
                failure instanceof ServiceException error
                        && error.serviceError() != null
                        && "ResourceExistsException".equals(error.serviceError().errorCode())
                    ? replace(key, text, bytes)
                    : Future.failedFuture(failure));
  }

  @Override
  public Future<Void> rotate(String key) {
    Objects.requireNonNull(key, "key");
    return service
        .call(client -> client.rotateSecret(r -> r.secretId(key)))
        .compose(started -> untilCurrent(key, started.versionId(), POLLS))
        .recover(failure -> NamedErrors.of("Secret", key, failure))
        .onSuccess(version -> announcement.of(key, version))
        .mapEmpty();
  }

  /** The function of a rotation runs by itself; its version is current when it has ended. */
  private Future<String> untilCurrent(String key, String version, int polls) {
    return service
        .call(client -> client.describeSecret(r -> r.secretId(key)))
        .compose(
            secret -> {
              List<String> stages = secret.versionIdsToStages().getOrDefault(version, List.of());
              if (stages.contains("AWSCURRENT")) {
                return Future.succeededFuture(version);
              }
              return polls == 0
                  ? Future.failedFuture(
                      new TransportException(
                          "the rotation has not ended after %d s; see the log of its function"
                              .formatted(POLLS * POLL_MS / 1000),
                          null))
                  : vertx
                      .timer(POLL_MS, TimeUnit.MILLISECONDS)
                      .compose(timer -> untilCurrent(key, version, polls - 1));
            });
  }
}
