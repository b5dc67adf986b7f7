package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ClosedException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

@Timeout(60)
@ExtendWith(LeakCheck.class)
class AssumeRoleIT {
  private static final AssumeRoleRequest ROLE =
      AssumeRoleRequest.of("arn:aws:iam::123456789012:role/r").withSessionName("me");

  private final Vertx vertx = Vertx.vertx();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final List<String> signers = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private SaigonOptions options;

  @BeforeEach
  void start() throws Exception {
    HttpServer server =
        join(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .body()
                            .onSuccess(
                                body -> {
                                  String text = body.toString();
                                  signers.add(request.getHeader("authorization"));
                                  if (request.getHeader("x-amz-target") != null) {
                                    request.response().end("{}");
                                    return;
                                  }
                                  bodies.add(text);
                                  request.response().setStatusCode(status).end(answer());
                                }))
                .listen(0, "127.0.0.1"));
    options =
        SaigonOptions.defaults()
            .withRegion("eu-west-1")
            .withEndpoint(URI.create("http://127.0.0.1:" + server.actualPort()))
            .withCredentials(CredentialsProvider.of(AwsCredentials.of("AKIDBASE", "SECRET")));
  }

  private String answer() {
    return status == 200
        ? "<R><AssumedRoleUser><Arn>arn:aws:sts::1:assumed-role/r/me</Arn></AssumedRoleUser>"
            + "<Credentials><AccessKeyId>ASIA"
            + bodies.size()
            + "</AccessKeyId><SecretAccessKey>S</SecretAccessKey><SessionToken>T</SessionToken>"
            + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></R>"
        : "<R><Error><Code>AccessDenied</Code><Message>no</Message></Error></R>";
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private static <T> T join(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private static Throwable failure(Future<?> future) throws Exception {
    try {
      join(future);
      throw new AssertionError("It succeeded");
    } catch (ExecutionException e) {
      return e.getCause();
    }
  }

  @Test
  void aRoleIsAssumedOnceForAllWhoUseIt() throws Exception {
    CredentialsProvider role = VertxAws.create(vertx, options).assumeRole(ROLE);
    Future<AwsCredentials> one = role.credentials();
    Future<AwsCredentials> two = role.credentials();
    assertThat(join(one).accessKeyId()).isEqualTo("ASIA1");
    assertThat(join(two)).isEqualTo(join(one));
    assertThat(bodies).hasSize(1);
    assertThat(bodies.get(0)).contains("RoleSessionName=me");
    assertThat(signers.get(0)).contains("Credential=AKIDBASE/");
  }

  @Test
  void sdkClientsTakeTheRole() throws Exception {
    VertxAws base = VertxAws.create(vertx, options);
    VertxAws aws = VertxAws.create(vertx, options.withCredentials(base.assumeRole(ROLE)));
    join(
        aws.service("ssm", SsmAsyncClient::builder)
            .call(client -> client.getParameter(r -> r.name("p"))));
    assertThat(signers).hasSize(2);
    assertThat(signers.get(1)).contains("Credential=ASIA1/");
    assertThat(join(aws.assumeRole(ROLE).credentials()).accessKeyId()).isEqualTo("ASIA2");
    assertThat(signers.get(2)).contains("Credential=ASIA1/");
  }

  @Test
  void credentialsThatAreRefusedAreReplaced() throws Exception {
    CredentialsProvider role = VertxAws.create(vertx, options).assumeRole(ROLE);
    AwsCredentials first = join(role.credentials());
    assertThat(join(role.renewed(first)).accessKeyId()).isEqualTo("ASIA2");
  }

  @Test
  void theRoleIsGivenOnTheCallersContext() throws Exception {
    CredentialsProvider role = VertxAws.create(vertx, options).assumeRole(ROLE);
    Promise<Boolean> same = Promise.promise();
    vertx.runOnContext(
        go -> {
          Context mine = vertx.getOrCreateContext();
          role.credentials()
              .onComplete((result, failure) -> same.complete(vertx.getOrCreateContext() == mine));
        });
    assertThat(join(same.future())).isTrue();
  }

  @Test
  void aRoleThatIsRefusedSaysSo() throws Exception {
    status = 403;
    assertThat(failure(VertxAws.create(vertx, options).assumeRole(ROLE).credentials()))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("sts answered AccessDenied");
  }

  @Test
  void afterCloseARoleFailsAtOnce() throws Exception {
    VertxAws aws = VertxAws.create(vertx, options);
    CredentialsProvider role = aws.assumeRole(ROLE);
    AwsCredentials known = join(role.credentials());
    join(aws.close());
    assertThat(failure(role.credentials())).isInstanceOf(ClosedException.class);
    assertThat(failure(role.renewed(known))).isInstanceOf(ClosedException.class);
    assertThat(bodies).hasSize(1);
  }
}
