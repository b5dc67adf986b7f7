package io.saigon.rest.vertx;

import static io.saigon.testkit.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.api.rest.RestRequest;
import io.saigon.rest.vertx.sigv4.Requests;
import io.saigon.rest.vertx.sigv4.Requests.Sample;
import io.saigon.rest.vertx.sigv4.SigV4Scope;
import io.saigon.rest.vertx.sigv4.SigV4Signer;
import io.saigon.testkit.LocalAws;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.JqwikException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Generated requests, signed and presigned, against the local AWS's gateway. */
public class SignedSamplesIT {
  private static Vertx vertx;

  private static LocalAws aws;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    aws = await(LocalAws.start(vertx));
    HttpServer backend =
        await(
            vertx
                .createHttpServer()
                .requestHandler(request -> request.response().end())
                .listen(0, "127.0.0.1"));
    aws.gateway().route("/", URI.create("http://127.0.0.1:" + backend.actualPort()));
  }

  @AfterAll
  static void stop() {
    await(aws.stop());
    await(vertx.close());
  }

  @Test
  void theGatewayAcceptsSignedRequestsAndRefusesChangedOnes() {
    SigV4Signer signer = SigV4Signer.create(SigV4Scope.executeApi(aws.region()));
    AwsCredentials credentials = aws.temporaryCredentials(Duration.ofMinutes(15));
    HttpClient client =
        vertx.createHttpClient(new HttpClientOptions().setTrustOptions(aws.trustOptions()));
    String base = aws.gateway().url().toString();
    List<Sample> samples = samples();
    for (int from = 0; from < samples.size(); from += 50) {
      List<Future<Void>> answers = new ArrayList<>();
      for (Sample sample : samples.subList(from, Math.min(from + 50, samples.size()))) {
        RestRequest plain =
            new RestRequest(
                HttpMethod.valueOf(sample.method()),
                URI.create(base + sample.uri().substring(sample.base().length())),
                headers(sample),
                Buffer.buffer(sample.body()));
        RestRequest signed = signer.sign(plain, credentials, Instant.now());
        RestRequest presigned =
            plain.withUri(
                signer.presign(
                    sample.method(),
                    plain.uri(),
                    plain.headers(),
                    sample.body(),
                    credentials,
                    Instant.now(),
                    Duration.ofMinutes(1)));
        answers.add(answered(client, signed, 200, sample));
        answers.add(answered(client, changed(signed, answers.size()), 403, sample));
        answers.add(answered(client, presigned, 200, sample));
        answers.add(answered(client, changed(presigned, answers.size()), 403, sample));
      }
      await(Future.all(answers));
    }
  }

  private static RestRequest changed(RestRequest signed, int variant) {
    String uri = signed.uri().toString();
    return switch (variant / 4 % 4) {
      case 0 -> signed.withUri(URI.create(uri + (uri.contains("?") ? "&x=1" : "?x=1")));
      case 1 -> signed.withUri(URI.create(uri.replaceFirst("/prod", "/prod/other")));
      case 2 -> signed.withBody(signed.body().copy().appendString("x"));
      default ->
          signed.withMethod(signed.method() == HttpMethod.PUT ? HttpMethod.POST : HttpMethod.PUT);
    };
  }

  private static Future<Void> answered(
      HttpClient client, RestRequest request, int status, Sample sample) {
    String uri = request.uri().toString();
    return client
        .request(
            new RequestOptions()
                .setMethod(request.method())
                .setSsl(true)
                .setHost(request.uri().getHost())
                .setPort(request.uri().getPort())
                .setURI(uri.substring(uri.indexOf("/prod")))
                .setHeaders(request.headers().copy(true)))
        .compose(opened -> opened.send(request.body()))
        .compose(answer -> answer.body().map(answer.statusCode()))
        .map(
            actual -> {
              assertThat(actual).as(() -> request + " from " + sample).isEqualTo(status);
              return null;
            });
  }

  private static MultiMap headers(Sample sample) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    sample.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
    return headers;
  }

  /** Returns as many samples as the system property {@code saigon.samples} sets, 400 by default. */
  private static List<Sample> samples() throws JqwikException {
    int count = Integer.getInteger("saigon.samples", 400);
    return new Requests().samples().sampleStream().limit(count).toList();
  }
}
