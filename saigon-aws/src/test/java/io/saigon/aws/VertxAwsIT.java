package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.TransportException;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

@Timeout(120)
@ExtendWith(LeakCheck.class)
class VertxAwsIT {
  private static Vertx vertx;
  private static LocalAws local;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    local = LocalAws.start(vertx).await(60, TimeUnit.SECONDS);
  }

  @AfterAll
  static void stop() throws Exception {
    local.stop().await(30, TimeUnit.SECONDS);
    vertx.close().await(30, TimeUnit.SECONDS);
  }

  private static Throwable failure(Future<?> future) throws Exception {
    future.otherwiseEmpty().await(30, TimeUnit.SECONDS);
    return future.cause();
  }

  @Test
  void aServiceIsCalledWithSignaturesThatItAccepts() throws Exception {
    AwsService<SsmAsyncClient> ssm =
        VertxAws.create(vertx, local.saigonOptions()).service("ssm", SsmAsyncClient::builder);
    String value =
        ssm.call(
                client ->
                    client.putParameter(r -> r.name("/it/p").value("v").type(ParameterType.STRING)))
            .compose(put -> ssm.call(client -> client.getParameter(r -> r.name("/it/p"))))
            .await(30, TimeUnit.SECONDS)
            .parameter()
            .value();
    assertThat(value).isEqualTo("v");
    assertThat(failure(ssm.call(client -> client.getParameter(r -> r.name("/it/none")))))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void theConnectionsOfASaigonsVerticleAreClosedWithIt() throws Exception {
    Promise<Saigon> made = Promise.promise();
    String verticle =
        vertx
            .deployVerticle(
                new VerticleBase() {
                  @Override
                  public Future<?> start() {
                    Saigon saigon = Saigon.create(vertx, local.saigonOptions());
                    made.complete(saigon);
                    return describe(VertxAws.of(saigon.context()));
                  }
                })
            .await(30, TimeUnit.SECONDS);
    VertxAws shared = VertxAws.of(made.future().await(30, TimeUnit.SECONDS).context());
    assertThat(shared.httpClient().gauge().size()).isEqualTo(1);
    vertx.undeploy(verticle).await(30, TimeUnit.SECONDS);
    EngineIT.await(() -> shared.httpClient().gauge().size() == 0);
    assertThat(failure(describe(shared))).hasMessageContaining("closed");
    made.future().result().close().await(30, TimeUnit.SECONDS);
    made.future().result().close().await(30, TimeUnit.SECONDS);
  }

  private static Future<?> describe(VertxAws aws) {
    return aws.service("ssm", SsmAsyncClient::builder).call(SsmAsyncClient::describeParameters);
  }

  @Test
  void aGivenEngineKeepsItsOwnTrustSettings() throws Exception {
    SaigonOptions options = local.saigonOptions();
    VertxAws unknowing = VertxAws.create(vertx, options, VertxAsyncHttpClient.create(vertx));
    assertThat(failure(describe(unknowing))).isInstanceOf(TransportException.class);
    VertxAsyncHttpClient trusting =
        VertxAsyncHttpClient.builder(vertx).trust(options.effectiveTrust()).build();
    assertThat(failure(describe(VertxAws.create(vertx, options, trusting)))).isNull();
  }

  @Test
  void aWrongSecretKeyIsAccessDenied() throws Exception {
    AwsService<SsmAsyncClient> ssm =
        VertxAws.create(
                vertx,
                local
                    .saigonOptions()
                    .withCredentials(
                        CredentialsProvider.of(
                            AwsCredentials.of(local.accessKeyId(), "WRONG-CANARY"))))
            .service("ssm", SsmAsyncClient::builder);
    assertThat(failure(ssm.call(client -> client.getParameter(r -> r.name("/it/p")))))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageNotContaining("CANARY");
  }
}
