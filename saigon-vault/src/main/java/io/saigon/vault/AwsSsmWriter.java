package io.saigon.vault;

import io.saigon.api.Saigon;
import io.saigon.api.error.ServiceException;
import io.saigon.api.vault.SecretWriter;
import io.saigon.api.vault.VaultKind;
import io.saigon.aws.AwsService;
import io.saigon.vault.source.NamedErrors;
import io.saigon.vault.source.ParameterStoreSource;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Objects;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Writes parameters of AWS Systems Manager Parameter Store, each as a {@code SecureString}. */
public final class AwsSsmWriter implements SecretWriter {
  private final AwsService<SsmAsyncClient> service;
  private final ChangeAnnouncement announcement;

  private AwsSsmWriter(AwsService<SsmAsyncClient> service, ChangeAnnouncement announcement) {
    this.service = service;
    this.announcement = announcement;
  }

  /**
   * Creates a writer with the region, credentials and endpoints of a Saigon.
   *
   * @param saigon the Saigon, with which it closes
   * @return the writer
   */
  public static AwsSsmWriter create(Saigon saigon) {
    Objects.requireNonNull(saigon, "saigon");
    return new AwsSsmWriter(
        ParameterStoreSource.service(saigon.context()),
        new ChangeAnnouncement(saigon.context().vertx(), VaultKind.AWS_SSM.providerName()));
  }

  @Override
  public Future<String> put(String key, Buffer content) {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(content, "content");
    String text = content.toString();
    return service
        .call(
            client ->
                client.putParameter(
                    r -> r.name(key).value(text).type(ParameterType.SECURE_STRING).overwrite(true)))
        .map(response -> String.valueOf(response.version()))
        .recover(failure -> NamedErrors.of("Parameter", key, failure))
        .onSuccess(version -> announcement.of(key, version));
  }

  /**
   * Fails, as Parameter Store rotates nothing.
   *
   * @param key name of the parameter
   * @return a failure with {@link ServiceException}
   */
  @Override
  public Future<Void> rotate(String key) {
    Objects.requireNonNull(key, "key");
    return Future.failedFuture(
        new ServiceException(
            "Parameter Store has no rotation for parameter " + key + "; put its new value",
            null,
            null));
  }
}
