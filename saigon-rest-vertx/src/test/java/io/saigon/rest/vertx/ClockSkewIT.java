package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.credentials.CredentialsProvider;
import io.saigon.api.rest.HttpStatusException;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.syntax.HeaderDates;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Dates of answers that refuse signatures. */
public class ClockSkewIT extends CallsOfAService {
  private final List<Instant> signed = new CopyOnWriteArrayList<>();

  @Test
  void aCorrectionThatDoesNotHelpIsForgotten() {
    ZonedDateTime wrong = ZonedDateTime.now(ZoneOffset.UTC).plusHours(2);
    refuse(DateTimeFormatter.RFC_1123_DATE_TIME.format(wrong));
    assertThat(signed.get(1)).isAfter(wrong.minusMinutes(1).toInstant());
    assertThat(signed).hasSize(3);
    assertOwnTime(signed.get(2));
  }

  @Test
  void anImplausibleDateDoesNotDisableTheAuthorizer() {
    refuse("1 Jan 999999999 00:00:00 GMT");
    assertThat(signed).hasSize(2);
    assertOwnTime(signed.get(1));
  }

  // One call is refused with that date at every attempt, the next one is not.
  private void refuse(String date) {
    service =
        (n, request) -> {
          signed.add(Instant.ofEpochSecond(HeaderDates.amzDate(request.getHeader("X-Amz-Date"))));
          boolean refused = request.path().equals("/no");
          if (refused) {
            request.response().putHeader("Date", date);
          }
          answer(request, refused ? 403 : 200);
        };
    RestClient client =
        RestClient.create(
            vertx,
            api.baseUrl().toString(),
            SigV4RequestAuthorizer.of(
                CredentialsProvider.of(AwsCredentials.of("AKID", "hush")),
                SigV4Scope.executeApi("eu-west-1")));
    assertThatThrownBy(() -> await(client.call(HttpMethod.GET, "/no").send()))
        .isInstanceOf(HttpStatusException.class);
    await(client.call(HttpMethod.GET, "/yes").send());
  }

  private static void assertOwnTime(Instant time) {
    assertThat(Duration.between(time, Instant.now()).abs()).isLessThan(Duration.ofMinutes(2));
  }
}
