package io.saigon.aws;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.call.CallScope;
import io.saigon.api.credentials.AwsCredentials;
import io.saigon.testkit.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

class ScopedCallIT extends ParameterIT {
  private final CallScope scope = new CallScope();

  @Test
  void aCancelledCallFailsAndItsRequestIsReset() {
    AwsService<SsmAsyncClient> ssm = ssm(options);
    Future<?> call = scope.run(() -> get(ssm, "silent"));
    await(arrived.future());

    await(scope.cancel());

    assertCancelled(call);
    await(disconnected.future());
  }

  @Test
  void theCallsThatFollowOneAreCancelledWithIt() {
    AwsService<SsmAsyncClient> ssm = ssm(options);
    Future<?> calls =
        scope.run(
            () ->
                get(ssm, "first")
                    .map(answer -> answer.parameter().name())
                    .compose(name -> get(ssm, "silent")));
    until(() -> this.calls.get() == 2);

    await(scope.cancel());

    assertCancelled(calls);
    await(disconnected.future());
  }

  @Test
  void aCallThatIsCancelledBeforeItHasCredentialsSendsNothing() {
    Promise<AwsCredentials> credentials = Promise.promise();
    AwsService<SsmAsyncClient> ssm = ssm(options.withCredentials(credentials::future));
    Future<?> call = scope.run(() -> get(ssm, "p"));

    await(scope.cancel());
    assertCancelled(call);
    credentials.complete(AwsCredentials.of("AKID", "SECRET-CANARY"));

    await(get(ssm, "p"));
    assertThat(calls).hasValue(1);
  }

  @Test
  void aCallThatIsNotCancelledGivesItsAnswer() {
    AwsService<SsmAsyncClient> ssm = ssm(options);

    assertThat(await(scope.run(() -> get(ssm, "p"))).parameter().name()).isEqualTo("p");
    assertThat(failure(scope.run(() -> get(ssm, "missing")))).hasMessageContaining("ssm");

    assertThat(scope.cancel().succeeded()).isTrue();
  }

  private static void assertCancelled(Future<?> call) {
    assertThat(Await.failure(CancellationException.class, call))
        .hasMessage("The caller cancelled the call");
  }
}
