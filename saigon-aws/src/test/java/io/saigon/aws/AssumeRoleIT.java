package io.saigon.aws;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ClosedException;
import io.saigon.api.error.ServiceException;
import io.saigon.testkit.Await;
import io.saigon.testkit.LocalAws;
import io.saigon.testkit.LocalRole;
import io.saigon.testkit.LocalSession;
import io.saigon.testkit.fault.Fault;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
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
  private final Vertx vertx = Vertx.vertx();
  private LocalAws aws;
  private LocalRole reports;
  private AssumeRoleRequest role;
  private SaigonOptions options;

  @BeforeEach
  void start() {
    aws = await(LocalAws.start(vertx));
    reports = aws.sts().createRole("reports");
    role = AssumeRoleRequest.of(reports.arn()).withSessionName("me");
    options = aws.saigonOptions();
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  private LocalSession session(AwsCredentials keys) {
    return aws.sts().session(keys.accessKeyId()).orElseThrow();
  }

  @Test
  void aRoleIsAssumedOnceForAllItsUsers() {
    CredentialsProvider provider = VertxAws.create(vertx, options).assumeRole(role);
    Future<AwsCredentials> one = provider.credentials();
    Future<AwsCredentials> two = provider.credentials();
    assertThat(session(await(one)).arn())
        .isEqualTo("arn:aws:sts::000000000000:assumed-role/reports/me");
    assertThat(await(two)).isEqualTo(await(one));
  }

  @Test
  void aSessionHasTheRequestedPolicyAndTags() {
    String policy = "{\"Version\": \"2012-10-17\", \"Statement\": []}";
    CredentialsProvider provider =
        VertxAws.create(vertx, options)
            .assumeRole(
                role.withPolicy(policy)
                    .withTags(Map.of("team", "a b+c"))
                    .withSourceIdentity("ann")
                    .withDuration(Duration.ofMinutes(15)));
    AwsCredentials keys = await(provider.credentials());
    assertThat(session(keys).policy()).isEqualTo(policy);
    assertThat(session(keys).tags()).isEqualTo(Map.of("team", "a b+c"));
    assertThat(session(keys).sourceIdentity()).isEqualTo("ann");
    assertThat(keys.expiration())
        .isBeforeOrEqualTo(aws.clock().instant().plus(Duration.ofMinutes(15)));
  }

  @Test
  void sdkClientsTakeTheRole() {
    reports.maxSessionDuration(Duration.ofHours(2));
    VertxAws base = VertxAws.create(vertx, options);
    VertxAws asRole = VertxAws.create(vertx, options.withCredentials(base.assumeRole(role)));
    AwsService<SsmAsyncClient> ssm = asRole.service("ssm", SsmAsyncClient::builder);
    await(ssm.call(client -> client.describeParameters()));
    AssumeRoleRequest again = role.withDuration(Duration.ofHours(2));
    assertThat(await(base.assumeRole(again).credentials())).isNotNull();
    assertThat(Await.failure(ServiceException.class, asRole.assumeRole(again).credentials()))
        .as("STS sees that the role's own keys sign")
        .hasMessageContaining("role chaining");
  }

  @Test
  void credentialsThatAreRefusedAreReplaced() {
    CredentialsProvider provider = VertxAws.create(vertx, options).assumeRole(role);
    AwsCredentials first = await(provider.credentials());
    AwsCredentials second = await(provider.renewed(first));
    assertThat(second.accessKeyId()).isNotEqualTo(first.accessKeyId());
    assertThat(await(provider.credentials())).isEqualTo(second);
  }

  @Test
  void theRoleIsGivenOnTheCallersContext() {
    CredentialsProvider provider = VertxAws.create(vertx, options).assumeRole(role);
    Promise<Boolean> same = Promise.promise();
    vertx.runOnContext(
        go -> {
          Context callerContext = vertx.getOrCreateContext();
          provider
              .credentials()
              .onComplete(
                  (result, failure) -> same.complete(vertx.getOrCreateContext() == callerContext));
        });
    assertThat(await(same.future())).isTrue();
  }

  @Test
  void aRefusedRoleIsAnAccessDenial() {
    reports.requireExternalId("ex-1");
    VertxAws base = VertxAws.create(vertx, options);
    assertThat(Await.failure(AccessDeniedException.class, base.assumeRole(role).credentials()))
        .hasMessageContaining("sts answered AccessDenied");
    assertThat(await(base.assumeRole(role.withExternalId("ex-1")).credentials())).isNotNull();
  }

  @Test
  void afterCloseARoleFailsAtOnce() {
    VertxAws base = VertxAws.create(vertx, options);
    CredentialsProvider provider = base.assumeRole(role);
    AwsCredentials known = await(provider.credentials());
    await(base.close());
    aws.faults().next("sts", Fault.stall());
    Await.failure(ClosedException.class, provider.credentials());
    Await.failure(ClosedException.class, provider.renewed(known));
    assertThat(aws.faults().pending()).as("calls of STS that did not come").isEqualTo(1);
  }
}
