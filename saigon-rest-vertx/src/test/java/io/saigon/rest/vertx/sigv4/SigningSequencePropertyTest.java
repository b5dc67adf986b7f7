package io.saigon.rest.vertx.sigv4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saigon.api.credentials.AwsCredentials;
import io.saigon.rest.vertx.testing.AwsOracle;
import java.net.URI;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** A thread caches what signatures share; no signature may depend on earlier ones. */
class SigningSequencePropertyTest {
  private static final SigV4Scope API = SigV4Scope.executeApi("eu-west-1");
  private static final SigV4Signer SIGNER = SigV4Signer.create(API);
  private static final String NO_BODY =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  record Request(
      String query,
      List<Entry<String, String>> headers,
      AwsCredentials credentials,
      Instant time) {}

  @Provide
  Arbitrary<List<Request>> sequences() {
    Arbitrary<String> queries =
        Arbitraries.of("", "a=1", "a=", "b=2&a=1", "a=1&b=2", "a-b=1&a=2", "a.b~=_-");
    Arbitrary<List<Entry<String, String>>> headers =
        Arbitraries.entries(
                Arbitraries.of("Accept", "X-A", "x-a", "Content-Type"),
                Arbitraries.frequencyOf(
                    Tuple.of(9, Arbitraries.of("1", "2", " 2  3 ")),
                    Tuple.of(1, Arbitraries.just("a\nb"))))
            .list()
            .ofMaxSize(4)
            .map(List::copyOf);
    Arbitrary<AwsCredentials> credentials =
        Arbitraries.of(
            AwsCredentials.of("AKIDEXAMPLE", "a"),
            AwsCredentials.of("AKIDEXAMPLE", "b"),
            new AwsCredentials("ASIAEXAMPLE", "a", "token", null));
    Arbitrary<Instant> times =
        Arbitraries.of("2026-01-15T23:59:59Z", "2026-01-16T00:00:00Z", "2026-01-16T00:00:01Z")
            .map(Instant::parse);
    return Combinators.combine(queries, headers, credentials, times)
        .as(Request::new)
        .list()
        .ofMinSize(2)
        .ofMaxSize(12);
  }

  @Property(tries = 1000)
  void signaturesEqualAwssWhateverWasSignedBefore(@ForAll("sequences") List<Request> requests) {
    for (Request request : requests) {
      if (request.headers.stream().anyMatch(h -> h.getValue().contains("\n"))) {
        assertThatThrownBy(() -> sign(request)).isInstanceOf(IllegalArgumentException.class);
      } else {
        assertThat(sign(request)).endsWith(", Signature=" + theirs(request));
      }
    }
  }

  @Example
  void signaturesAreTheSameHoweverManyAThreadMakes() {
    var credentials = new AwsCredentials("ASIAEXAMPLE", "a", "token", null);
    var request = new Request("a=1", List.of(), credentials, Instant.EPOCH);
    Set<String> signed = new HashSet<>();
    for (int i = 0; i < 40_000; i++) {
      signed.add(sign(request));
    }
    assertThat(signed).hasSize(1).allMatch(s -> s.endsWith(theirs(request)));
  }

  private static String sign(Request request) {
    URI uri = URI.create("https://api.example.com/a?" + request.query);
    return SIGNER
        .sign("GET", uri, request.headers, new byte[0], request.credentials, request.time)
        .authorization();
  }

  private static String theirs(Request request) {
    List<Entry<String, String>> query =
        request.query.isEmpty()
            ? List.of()
            : List.of(request.query.split("&")).stream()
                .map(p -> p.split("=", 2))
                .map(p -> Map.entry(p[0], p[1]))
                .toList();
    var built =
        AwsOracle.request("GET", "https://api.example.com", "/a", query, request.headers)
            .putHeader("Host", "api.example.com")
            .putHeader("X-Amz-Date", request.time.toString().replace("-", "").replace(":", ""));
    if (request.credentials.sessionToken() != null) {
      built.putHeader("X-Amz-Security-Token", request.credentials.sessionToken());
    }
    return AwsOracle.signature(built, NO_BODY, API, request.credentials, request.time);
  }
}
