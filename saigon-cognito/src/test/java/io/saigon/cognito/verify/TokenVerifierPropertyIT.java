package io.saigon.cognito.verify;

import static io.saigon.cognito.fixture.JwksServer.POOL;
import static io.saigon.cognito.fixture.JwksServer.access;
import static io.saigon.cognito.fixture.JwksServer.token;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.error.AuthenticationException;
import io.saigon.cognito.fixture.JwksServer;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

class TokenVerifierPropertyIT {
  private static final String GOOD = token(access(POOL));
  private static JwksServer server;
  private static CognitoVerifier verifier;

  @BeforeContainer
  static void start() {
    server = new JwksServer();
    verifier = server.verifier(CognitoVerifierConfig.of(POOL, "client1"));
    await(verifier.prefetch());
    assertThat(await(verifier.verify(GOOD)).username()).isEqualTo("ann");
  }

  @AfterContainer
  static void stop() {
    server.close();
  }

  @Property
  void anyTextIsRefused(@ForAll String token) {
    assertRefused(verifier.verify(token));
  }

  @Property
  void partsOfAnyContentAreRefused(@ForAll("parts") String token) {
    assertRefused(verifier.verify(token));
  }

  @Property
  void aTokenThatWasChangedAnywhereIsRefused(@ForAll("changed") String token) {
    assertRefused(verifier.verify(token));
  }

  private static void assertRefused(Future<VerifiedToken> verified) {
    assertThat(failure(AuthenticationException.class, verified)).hasNoCause();
  }

  @Provide
  Arbitrary<String> parts() {
    Arbitrary<String> json =
        Arbitraries.of(
            "{}",
            "[]",
            "null",
            "1",
            "\"a\"",
            "{\"alg\":\"RS256\",\"kid\":\"key-1\"}",
            "{\"iss\":",
            "");
    Arbitrary<String> part =
        Arbitraries.oneOf(
            json.map(
                j -> Base64.getUrlEncoder().encodeToString(j.getBytes(StandardCharsets.UTF_8))),
            Arbitraries.strings().withChars("AQgw_-=+/ ").ofMaxLength(12));
    return part.list().ofMinSize(1).ofMaxSize(5).map(list -> String.join(".", list));
  }

  @Provide
  Arbitrary<String> changed() {
    Arbitrary<Integer> at = Arbitraries.integers().between(0, GOOD.length() - 1);
    Arbitrary<Character> character =
        Arbitraries.chars().range('A', 'Z').range('a', 'z').with('.', '=', '-', '_', ' ', 'é');
    Arbitrary<String> put =
        Combinators.combine(at, character)
            .as((i, c) -> GOOD.substring(0, i) + c + GOOD.substring(i));
    Arbitrary<String> replaced =
        Combinators.combine(at, character)
            .as((i, c) -> GOOD.substring(0, i) + c + GOOD.substring(i + 1))
            .filter(token -> !token.equals(GOOD));
    Arbitrary<String> cut = at.map(i -> GOOD.substring(0, i));
    return Arbitraries.oneOf(put, replaced, cut);
  }
}
