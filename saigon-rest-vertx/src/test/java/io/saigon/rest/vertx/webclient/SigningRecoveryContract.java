package io.saigon.rest.vertx.webclient;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.rest.vertx.testing.Gateway;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.multipart.MultipartForm;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of the interceptor and the signing WebClient for the recovery from refusals. */
public abstract class SigningRecoveryContract extends SigningSetup {
  @Test
  void expiredCredentialsAreRenewedOnceAndTheRequestRepeated() {
    gateway.expiredKeys.add("ASIAONE");
    accepted(post("/e").sendJsonObject(new JsonObject().put("a", 1)), "{\"a\":1}");
    assertThat(gateway.arrivals)
        .extracting(Gateway.Arrival::accessKeyId)
        .containsExactly("ASIAONE", "ASIATWO");
    accepted(post("/e").sendForm(MultiMap.caseInsensitiveMultiMap().add("a", "1")), "a=1");
    gateway.expiredKeys.add("ASIATWO");
    HttpResponse<Buffer> refused = await(post("/e").sendBuffer(Buffer.buffer("x")));
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.bodyAsString()).contains("ExpiredToken");
    assertThat(gateway.arrivals).hasSize(4);
  }

  @Test
  void expiredCredentialsAreRenewedForFormsAndMultipartToo() {
    gateway.expiredKeys.add("ASIAONE");
    MultipartForm form = MultipartForm.create().attribute("a", "1");
    assertThat(await(post("/e").sendMultipartForm(form)).statusCode()).isEqualTo(200);
    assertThat(gateway.arrivals).hasSize(2);
    assertThat(gateway.arrivals.get(1).body()).isEqualTo(gateway.arrivals.get(0).body());
    assertThat(last().headers().get("Content-Type")).startsWith("multipart/form-data; boundary=");
  }

  @Test
  void aBodyThatWasChangedMeanwhileIsNotSentAgain() {
    Buffer body = Buffer.buffer("given");
    gateway.expiredKeys.add("ASIAONE");
    credentials.onRenewal = () -> body.setString(0, "other");
    assertThatThrownBy(() -> await(post("/x").sendBuffer(body)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("body was changed after it was signed");
    assertThat(gateway.arrivals).hasSize(1);
  }

  @Test
  void aWrongClockIsCorrectedByTheServicesDate() {
    gateway.ahead = Duration.ofHours(2);
    accepted(post("/c").sendBuffer(Buffer.buffer("x")), "x");
    assertThat(gateway.arrivals).hasSize(2);
    accepted(post("/c").sendBuffer(Buffer.buffer("y")), "y");
    assertThat(gateway.arrivals).hasSize(3);
  }

  @Test
  void noEarlyResponseIsLost() {
    for (int i = 0; i < 300; i++) {
      gateway.ahead = Duration.ofHours(i % 2 == 0 ? 2 : -2);
      accepted(post("/c").sendBuffer(Buffer.buffer("x" + i)), "x" + i);
    }
    assertThat(gateway.arrivals).hasSize(600);
  }

  @Test
  void errorResponsesThatARetryCannotFixAreReturned() {
    gateway.routes.put(
        "/no", (request, body) -> request.response().setStatusCode(403).end("not yours"));
    HttpResponse<Buffer> response = await(post("/no").sendBuffer(Buffer.buffer("x")));
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.bodyAsString()).isEqualTo("not yours");
    assertThat(gateway.arrivals).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 Jan 999999999 00:00:00 GMT", "1 Jan 0001 00:00:00 GMT"})
  void anImplausibleDateDoesNotDisableTheClient(String date) {
    gateway.routes.put(
        "/no",
        (request, body) ->
            request.response().putHeader("Date", date).setStatusCode(403).end("not yours"));
    for (int i = 0; i < 2; i++) {
      assertThat(await(post("/no").send()).bodyAsString()).isEqualTo("not yours");
      accepted(post("/x").sendBuffer(Buffer.buffer("x")), "x");
    }
    assertThat(gateway.arrivals).hasSize(4);
  }

  @Test
  void aClockIsNotCorrectedByMoreThanADay() {
    gateway.ahead = Duration.ofHours(25);
    assertThat(await(post("/c").send()).statusCode()).isEqualTo(403);
    gateway.ahead = Duration.ofHours(-25);
    assertThat(await(post("/c").send()).statusCode()).isEqualTo(403);
    assertThat(gateway.arrivals).hasSize(2);
  }

  @Test
  void aCorrectionThatDoesNotHelpIsForgotten() {
    String wrong =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusHours(2));
    gateway.routes.put(
        "/open/no",
        (request, body) -> request.response().putHeader("Date", wrong).setStatusCode(403).end());
    assertThat(await(post("/open/no").send()).statusCode()).isEqualTo(403);
    assertThat(gateway.arrivals).hasSize(2);
    accepted(post("/x").sendBuffer(Buffer.buffer("x")), "x");
    assertThat(gateway.arrivals).hasSize(3);
  }

  @Test
  void aCorrectionThatHelpedIsKeptThoughAccessIsDenied() {
    gateway.ahead = Duration.ofHours(2);
    gateway.routes.put(
        "/denied",
        (request, body) ->
            request
                .response()
                .putHeader("x-amzn-ErrorType", "AccessDeniedException")
                .setStatusCode(403)
                .end());
    assertThat(await(post("/denied").send()).statusCode()).isEqualTo(403);
    assertThat(gateway.arrivals).hasSize(2);
    accepted(post("/x").sendBuffer(Buffer.buffer("x")), "x");
    assertThat(gateway.arrivals).hasSize(3);
  }
}
