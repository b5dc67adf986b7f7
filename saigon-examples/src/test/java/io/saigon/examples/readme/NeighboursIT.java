package io.saigon.examples.readme;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.storage.ObjectStorage;
import io.saigon.api.storage.S3ObjectDescriptor;
import io.saigon.aws.VertxAws;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalAwsExtension;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** Code of the pages for those who come from the bare AWS SDK and from Spring Cloud AWS. */
@ExtendWith(LocalAwsExtension.class)
class NeighboursIT {
  private final Vertx vertx = Vertx.vertx();

  record Login(String username, String password) {}

  @AfterEach
  void close() throws Exception {
    vertx.close().await(30, SECONDS);
  }

  @Test
  void aSecretIsReadByTheSdkAsTextAndByAVaultAsAModel(LocalAws local, Saigon saigon)
      throws Exception {
    local.createSecret("orders/db", "{\"username\": \"orders\", \"password\": \"pw\"}");
    SaigonOptions options = local.saigonOptions();

    // tag::bare-sdk[]
    VertxAws aws = VertxAws.create(vertx, options); // without options: AWS's standard settings
    Future<String> text =
        aws.service("secretsmanager", SecretsManagerAsyncClient::builder)
            .call(client -> client.getSecretValue(request -> request.secretId("orders/db")))
            .map(answer -> answer.secretString());
    // end::bare-sdk[]
    // tag::typed[]
    Future<Login> login = saigon.vault().secret(Login.class, "orders/db"); // cached and refreshed
    // end::typed[]

    assertThat(text.await(30, SECONDS)).contains("\"orders\"");
    assertThat(login.await(30, SECONDS)).isEqualTo(new Login("orders", "pw"));
  }

  @Test
  void anObjectIsKeptAndItsLinkIsSigned(LocalAws local, Saigon saigon) throws Exception {
    local.createBucket("invoices").await(30, SECONDS);
    Buffer pdf = Buffer.buffer("a document");

    // tag::s3-template[]
    ObjectStorage storage = saigon.storage();
    S3ObjectDescriptor invoice = S3ObjectDescriptor.of("invoices", "42.pdf");
    Future<URI> link =
        storage
            .upload(invoice, pdf)
            .compose(kept -> storage.presignGet(invoice, Duration.ofMinutes(10)))
            .map(request -> request.uri());
    // end::s3-template[]

    assertThat(link.await(30, SECONDS)).hasPath("/invoices/42.pdf").hasParameter("X-Amz-Expires");
    assertThat(storage.readString(invoice, 1024).await(30, SECONDS)).isEqualTo("a document");
  }
}
