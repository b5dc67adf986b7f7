package io.saigon.aws;

import static io.saigon.testkit.Await.await;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.ssm.SsmAsyncClient;

class CallFailuresIT extends ParameterIT {
  @Test
  void aMissingParameterIsNotFound() {
    SaigonException failure = failure(get(ssm(options), "missing"));
    assertThat(failure)
        .isInstanceOf(NotFoundException.class)
        .hasMessage("ssm answered ParameterNotFound: gone. Check name, region and account.");
    assertThat(failure.serviceError().statusCode()).isEqualTo(400);
    assertThat(failure.serviceError().errorCode()).isEqualTo("ParameterNotFound");
    assertThat(failure.serviceError().requestId()).isEqualTo("request-1");
  }

  @Test
  void aRefusedCallIsAccessDenied() {
    assertThat(failure(get(ssm(options), "denied")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("not you")
        .hasMessageNotContaining("CANARY");
  }

  @Test
  void aWrongClockIsCorrectedByTheResponseAndTheCallRetried() throws Exception {
    assertThat(await(get(ssm(options), "skewed")).parameter().value()).isEqualTo("v");
    assertThat(dates).hasSize(2);
    assertThat(Duration.between(time(dates.get(0)), time(dates.get(1))))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
  }

  private static Instant time(String date) {
    return LocalDateTime.parse(date, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
        .toInstant(UTC);
  }

  @Test
  void aCallThatStaysThrottledFailsAsThrottled() {
    AwsService<SsmAsyncClient> once =
        VertxAws.create(vertx, options)
            .service(
                "ssm",
                () ->
                    SsmAsyncClient.builder()
                        .overrideConfiguration(
                            o -> o.retryStrategy(AwsRetryStrategy.doNotRetry())));
    assertThat(failure(get(once, "busy")))
        .isInstanceOf(ThrottledException.class)
        .hasMessageContaining("slow down")
        .hasMessageContaining("quota");
    assertThat(calls).hasValue(1);
  }

  @Test
  void anEndpointThatDoesNotAnswerIsATransportFailureThatNamesIt() throws Exception {
    int port = server.actualPort();
    await(server.close());
    assertThat(failure(get(ssm(options), "p")))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("ssm could not be reached")
        .hasMessageContaining("localhost")
        .hasMessageContaining(String.valueOf(port))
        .hasMessageContaining("AWS_ENDPOINT_URL");
  }

  @Test
  void aResponseThatCannotBeParsedIsNotQuoted() {
    SaigonException failure = failure(get(ssm(options), "unreadable"));
    assertThat(failure)
        .isInstanceOf(ServiceException.class)
        .hasMessageStartingWith("ssm sent an answer that cannot be read")
        .hasMessageContaining("AWS_ENDPOINT_URL");
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain("CANARY");
  }

  @Test
  void aFailureOfTheCredentialsIsTheCallsFailure() {
    SaigonOptions without =
        options.withCredentials(
            () -> Future.failedFuture(new ConfigurationException("no keys in the safe")));
    assertThat(failure(get(ssm(without), "p")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("no keys in the safe");
    assertThat(calls).hasValue(0);
  }
}
