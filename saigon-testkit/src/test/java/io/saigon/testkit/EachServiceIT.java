package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.testkit.fault.Fault;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults and refused requests, at each service in turn. */
@FreshLocalAws
@ExtendWith({VertxExtension.class, LocalAwsExtension.class})
class EachServiceIT {
  private static final Duration AMPLE = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(250);

  private final LocalAws aws;

  EachServiceIT(LocalAws aws) {
    this.aws = aws;
  }

  @BeforeEach
  void route(Vertx vertx) throws Exception {
    HttpServer backend =
        vertx
            .createHttpServer()
            .requestHandler(request -> request.response().end("{\"keys\":[]}"))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    URI uri = URI.create("http://127.0.0.1:" + backend.actualPort());
    aws.gateway().route("/", uri);
    aws.httpGateway().route("/", uri);
  }

  @AfterEach
  void mend() {
    aws.faults().clear();
    aws.clock().reset();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cognito-idp",
        "cognito-identity",
        "secretsmanager",
        "ssm",
        "s3",
        "sts",
        "execute-api",
        "http-api"
      })
  void answersWithInjectedFaults(String service) throws Exception {
    String target = ServiceCall.signingName(service);
    String good = answer(service);
    aws.faults().always(target, Fault.disconnect());
    assertThatThrownBy(() -> answer(service)).isInstanceOf(IOException.class);
    aws.faults().clear();
    aws.faults().always(target, Fault.reset());
    assertThatThrownBy(() -> answer(service)).hasStackTraceContaining("reset");
    aws.faults().clear();
    aws.faults().always(target, Fault.truncation());
    assertThatThrownBy(() -> answer(service)).isInstanceOf(IOException.class);
    aws.faults().clear();
    aws.faults().next(target, Fault.stall());
    assertThatThrownBy(() -> ServiceCall.make(aws, service, admin(service), SHORT))
        .isInstanceOf(HttpTimeoutException.class);
    aws.faults().next(target, Fault.error(500, "InternalError"));
    assertThat(answer(service)).startsWith("500 ").contains("A fault was asked for");
    aws.faults().next(target, Fault.error(503, "ServiceUnavailable"));
    assertThat(answer(service)).startsWith("503 ");
    aws.faults().next(target, Fault.throttling(Duration.ofSeconds(7)));
    assertThat(answer(service)).contains("Retry-After 7");
    aws.faults().next(target, Fault.garbage());
    assertThat(answer(service)).startsWith("200 <html>");
    aws.faults().next(target, Fault.latency(Duration.ofMillis(50)));
    long start = System.nanoTime();
    assertThat(answer(service)).isEqualTo(good).startsWith("200 ");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(49));
    assertThat(aws.faults().pending()).isZero();
    assertThat(answer(service)).isEqualTo(good);
  }

  @ParameterizedTest
  @CsvSource({
    "cognito-idp, 400, InvalidSignatureException",
    "cognito-identity, 400, InvalidSignatureException",
    "secretsmanager, 400, InvalidSignatureException",
    "ssm, 400, InvalidSignatureException",
    "s3, 403, RequestTimeTooSkewed",
    "sts, 403, SignatureDoesNotMatch",
    "execute-api, 403, InvalidSignatureException",
    "http-api, 403, Forbidden"
  })
  void refusesRequestsOfASkewedClock(String service, int status, String code) throws Exception {
    Wire.Signing admin = admin(service);
    Wire.Signing caller =
        new Wire.Signing(admin.credentials(), admin.region(), admin.service(), Clock.systemUTC());
    assertThat(call(service, caller).statusCode()).isEqualTo(200);
    for (int minutes : new int[] {20, -20}) {
      aws.clock().reset();
      aws.clock().advance(Duration.ofMinutes(minutes));
      assertRefused(call(service, caller), status, code);
      assertThat(call(service, admin).statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cognito-idp, 400, ExpiredTokenException",
    "cognito-identity, 400, ExpiredTokenException",
    "secretsmanager, 400, ExpiredTokenException",
    "ssm, 400, ExpiredTokenException",
    "s3, 400, ExpiredToken",
    "sts, 403, ExpiredToken",
    "execute-api, 403, ExpiredTokenException",
    "http-api, 403, Forbidden"
  })
  void refusesExpiredKeys(String service, int status, String code) throws Exception {
    Wire.Signing ended =
        Wire.as(
            aws, ServiceCall.signingName(service), aws.temporaryCredentials(Duration.ofHours(1)));
    assertThat(call(service, ended).statusCode()).isEqualTo(200);
    aws.expireCredentials();
    assertRefused(call(service, ended), status, code);
    Wire.Signing aged =
        Wire.as(
            aws, ServiceCall.signingName(service), aws.temporaryCredentials(Duration.ofHours(1)));
    assertThat(call(service, aged).statusCode()).isEqualTo(200);
    aws.clock().advance(Duration.ofMinutes(61));
    assertRefused(call(service, aged), status, code);
  }

  @ParameterizedTest
  @CsvSource({
    "cognito-idp, 400, TooManyRequestsException",
    "cognito-identity, 400, TooManyRequestsException",
    "secretsmanager, 400, ThrottlingException",
    "ssm, 400, ThrottlingException",
    "s3, 503, SlowDown",
    "sts, 400, Throttling",
    "execute-api, 429, TooManyRequestsException",
    "http-api, 429, Too Many Requests"
  })
  void hasAThrottlingErrorOfItsOwn(String service, int status, String code) throws Exception {
    aws.faults().next(ServiceCall.signingName(service), Fault.throttling());
    HttpResponse<String> throttled = call(service, admin(service));
    assertRefused(throttled, status, code);
    assertThat(throttled.headers().firstValue("Retry-After")).isEmpty();
  }

  private static void assertRefused(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("x-amzn-errortype").orElse(response.body()))
        .containsPattern("\\b" + code + "\\b");
  }

  private Wire.Signing admin(String service) {
    return Wire.admin(aws, ServiceCall.signingName(service));
  }

  private HttpResponse<String> call(String service, Wire.Signing signing) throws Exception {
    return ServiceCall.make(aws, service, signing, AMPLE);
  }

  /** The status, {@code Retry-After} if there is one, and the body. */
  private String answer(String service) throws IOException, InterruptedException {
    HttpResponse<String> response = ServiceCall.make(aws, service, admin(service), AMPLE);
    return response.statusCode()
        + response.headers().firstValue("Retry-After").map(v -> " Retry-After " + v).orElse("")
        + " "
        + response.body().replaceAll("<RequestId>.*?</RequestId>", "");
  }
}
