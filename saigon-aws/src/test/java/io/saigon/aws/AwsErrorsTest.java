package io.saigon.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.error.AccessDeniedException;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.api.error.SaigonException;
import io.saigon.api.error.ServiceException;
import io.saigon.api.error.ThrottledException;
import io.saigon.api.error.TransportException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;

class AwsErrorsTest {
  private static SaigonException answered(int status, String code, String message) {
    return (SaigonException)
        AwsErrors.map(
            "s3",
            new CompletionException(
                AwsServiceException.builder()
                    .statusCode(status)
                    .requestId("R1")
                    .awsErrorDetails(
                        AwsErrorDetails.builder().errorCode(code).errorMessage(message).build())
                    .build()));
  }

  @ParameterizedTest
  @CsvSource({
    "400, ResourceNotFoundException",
    "400, ParameterNotFound",
    "400, ParameterVersionNotFound",
    "404, NoSuchKey",
    "404, NoSuchBucket",
    "404, NoSuchUpload",
    "404,"
  })
  void errorsOfMissingEntitiesAreNotFound(int status, String code) {
    assertThat(answered(status, code, null)).isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, AccessDeniedException",
    "403, AccessDenied",
    "403,",
    "400, UnrecognizedClientException",
    "400, ExpiredTokenException",
    "403, SignatureDoesNotMatch",
    "403, InvalidAccessKeyId"
  })
  void errorsOfPermissionsAreAccessDenials(int status, String code) {
    assertThat(answered(status, code, null)).isInstanceOf(AccessDeniedException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "400, ThrottlingException",
    "400, TooManyRequestsException",
    "429,",
    "503, SlowDown",
    "400, RequestLimitExceeded"
  })
  void errorsOfRatesAndQuotasAreThrottlings(int status, String code) {
    assertThat(answered(status, code, null)).isInstanceOf(ThrottledException.class);
  }

  @Test
  void aWrongClockIsNamed() {
    assertThat(answered(403, "RequestTimeTooSkewed", null))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("clock");
  }

  @ParameterizedTest
  @CsvSource({"SignatureDoesNotMatch, 600, true", "SignatureDoesNotMatch, 1, false"})
  void aSignatureThatIsRefusedForItsTimeNamesTheClock(String code, long seconds, boolean clock) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            ZonedDateTime.now(ZoneOffset.UTC).minusSeconds(seconds));
    Throwable failure =
        AwsErrors.map(
            "s3",
            AwsServiceException.builder()
                .statusCode(403)
                .clockSkew(Duration.ZERO)
                .awsErrorDetails(
                    AwsErrorDetails.builder()
                        .errorCode(code)
                        .sdkHttpResponse(SdkHttpResponse.builder().putHeader("Date", date).build())
                        .build())
                .build());
    assertThat(failure).isInstanceOf(AccessDeniedException.class);
    assertThat(failure.getMessage().contains("clock")).isEqualTo(clock);
  }

  @Test
  void otherErrorsKeepTheServicesMessage() {
    SaigonException failure = answered(500, "InternalError", "We encountered an internal error.");
    assertThat(failure)
        .isInstanceOf(ServiceException.class)
        .hasMessage("s3 answered InternalError: We encountered an internal error.");
    assertThat(failure.serviceError().toString()).contains("s3", "500", "InternalError", "R1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 validation error detected: Value 'CANARY' at 'password' failed to satisfy constraint",
        "1 validation error detected: Value 'CAN'ARY' at 'password' failed to satisfy constraint",
        "2 validation errors detected: Value 'x' at 'name' failed; Value 'CANARY' at 'password'"
            + " failed",
      })
  void valuesThatAwsEchoesAreLeftOut(String message) {
    assertThat(answered(400, "ValidationException", message))
        .hasMessageNotContaining("CANARY")
        .hasMessageNotContaining("ARY")
        .hasMessageContaining("Value at 'password' failed");
  }

  @Test
  void valuesThatAwsEchoesAreLeftOutOfCauses() {
    SaigonException failure =
        answered(400, "ValidationException", "Value 'CANARY' at 'password' failed");
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString()).contains("password").doesNotContain("CANARY");
    assertThat(answered(400, "ValidationException", "password failed"))
        .hasCauseInstanceOf(AwsServiceException.class);
  }

  @Test
  void theHeadersThatARefusedSignatureQuotesAreLeftOut() {
    SaigonException failure =
        answered(
            400,
            "InvalidSignatureException",
            "It does not match.\n\nThe Canonical String for this request should have been\n'POST\n"
                + "x-amz-security-token:CANARY'");
    StringWriter printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    assertThat(printed.toString()).doesNotContain("CANARY");
    assertThat(failure)
        .hasMessageStartingWith(
            "s3 answered InvalidSignatureException: It does not match. The secret");
  }

  @ParameterizedTest
  @CsvSource({
    "SignatureDoesNotMatch, secret access key",
    "InvalidAccessKeyId, access key id",
    "ExpiredToken, Get new credentials",
    "AccessDenied, policy"
  })
  void refusalsSayWhatToDo(String code, String advice) {
    assertThat(answered(403, code, null)).hasMessageContaining(advice);
  }

  @Test
  void anUnknownHostIsATransportFailureThatNamesIt() {
    Throwable failure =
        AwsErrors.map(
            "ssm",
            SdkClientException.create(
                "Unable to execute HTTP request",
                new UnknownHostException("ssm.eu-wset-1.amazonaws.com")));
    assertThat(failure)
        .isInstanceOf(TransportException.class)
        .hasMessageStartingWith("ssm could not be reached: ssm.eu-wset-1.amazonaws.com.")
        .hasMessageContaining("region");
  }

  @Test
  void aCallThatTakesTooLongIsATransportFailure() {
    assertThat(AwsErrors.map("ssm", ApiCallTimeoutException.create(1000)))
        .isInstanceOf(TransportException.class)
        .hasMessageContaining("1000 millis");
  }

  @Test
  void aMissingRegionNamesTheSetting() {
    Throwable failure =
        AwsErrors.map("ssm", SdkClientException.create("Unable to load region from any of the"));
    assertThat(failure).isInstanceOf(ConfigurationException.class);
    assertThat(((ConfigurationException) failure).names()).containsExactly("AWS_REGION");
  }

  @Test
  void failuresOfSaigonAndOfProgrammersStayAsTheyAre() {
    SaigonException known = new ConfigurationException("known");
    assertThat(AwsErrors.map("ssm", SdkClientException.create("wrapped", known))).isSameAs(known);
    RuntimeException mistake = new IllegalArgumentException("mistake");
    assertThat(AwsErrors.map("ssm", new CompletionException(mistake))).isSameAs(mistake);
  }
}
