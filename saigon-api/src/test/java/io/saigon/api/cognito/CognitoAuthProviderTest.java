package io.saigon.api.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CognitoAuthProviderTest {
  private static final UUID USER = UUID.fromString("01234567-89ab-cdef-0123-456789abcdef");
  private static final String URL = "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123";
  private static final String VALID = URL + "," + URL + ":CognitoSignIn:" + USER;

  @Test
  void regionPoolAndUserAreRead() {
    assertThat(CognitoAuthProvider.parse(VALID))
        .isEqualTo(new CognitoAuthProvider("eu-west-1", "eu-west-1_AbCdEf123", USER));
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1_A1, cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1",
    "us-gov-west-1_A1, cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_A1",
    "cn-north-1_A1, cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_A1"
  })
  void theUrlIsThatOfThePartition(String pool, String url) {
    CognitoAuthProvider provider = CognitoAuthProvider.of(pool, USER);
    assertThat(provider.cognitoUrl()).isEqualTo(url);
    assertThat(CognitoIdpConfig.of(pool).cognitoUrl()).isEqualTo(url);
    assertThat(CognitoAuthProvider.parse(provider.toHeader())).isEqualTo(provider);
  }

  @Test
  void aRestApisRequestContextIsRead() {
    JsonObject context =
        new JsonObject()
            .put("identity", new JsonObject().put("cognitoAuthenticationProvider", VALID));
    assertThat(CognitoAuthProvider.fromEvent(context).userId()).isEqualTo(USER);
    assertThat(CognitoAuthProvider.fromEvent(new JsonObject().put("requestContext", context)))
        .isEqualTo(CognitoAuthProvider.parse(VALID));
  }

  @Test
  void anHttpApisRequestContextIsRead() {
    JsonArray amr = new JsonArray().add("authenticated").add(URL).add(VALID.split(",", 2)[1]);
    assertThat(CognitoAuthProvider.fromEvent(httpApi(amr)))
        .isEqualTo(CognitoAuthProvider.parse(VALID));
  }

  @Test
  void theFailureOfAnEventWithoutAUserNamesTheSettingToChange() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CognitoAuthProvider.fromEvent(
                    new JsonObject()
                        .put(
                            "identity", new JsonObject().putNull("cognitoAuthenticationProvider"))))
        .withMessageContaining("AWS_IAM");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> CognitoAuthProvider.fromEvent(httpApi(new JsonArray().add("unauthenticated"))))
        .withMessageContaining("two parts but has 0");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CognitoAuthProvider.fromEvent(
                    new JsonObject().put("requestContext", "text").put("identity", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | two parts",
        "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1 | two parts",
        "graph.facebook.com,graph.facebook.com:CognitoSignIn:x | not the URL of a user pool",
        "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1,cognito-idp.eu-west-1.amazonaws.com/eu-west-1_B1:CognitoSignIn:01234567-89ab-cdef-0123-456789abcdef | second part",
        "cognito-idp.eu-west-1.amazonaws.com/us-east-1_A1,cognito-idp.eu-west-1.amazonaws.com/us-east-1_A1:CognitoSignIn:01234567-89ab-cdef-0123-456789abcdef | own region",
        "cognito-idp.cn-north-1.amazonaws.com/cn-north-1_A1,cognito-idp.cn-north-1.amazonaws.com/cn-north-1_A1:CognitoSignIn:01234567-89ab-cdef-0123-456789abcdef | own region",
        "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1,cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1:CognitoSignIn:1-1-1-1-1 | not a UUID",
        "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1,cognito-idp.eu-west-1.amazonaws.com/eu-west-1_A1:SignIn:01234567-89ab-cdef-0123-456789abcdef | second part"
      })
  void theMessageNamesTheMistake(String value, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoAuthProvider.parse(value))
        .withMessageContaining(why);
  }

  @Test
  void theMessageDoesNotRepeatTheValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CognitoAuthProvider.parse(VALID + "canary"))
        .withMessageNotContaining("canary");
  }

  @Property
  void everyProviderRoundTrips(@ForAll("providers") CognitoAuthProvider provider) {
    assertThat(CognitoAuthProvider.parse(provider.toHeader())).isEqualTo(provider);
  }

  @Property
  void everyDamagedValueIsRefused(@ForAll("damaged") String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> CognitoAuthProvider.parse(value));
  }

  @Property
  void anyMalformedValueIsAnIllegalArgument(@ForAll String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> CognitoAuthProvider.parse(value));
  }

  @Provide
  Arbitrary<CognitoAuthProvider> providers() {
    Arbitrary<String> regions = Arbitraries.of("eu-west-1", "us-gov-east-1", "cn-north-1");
    Arbitrary<String> pools = Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(9);
    return Combinators.combine(regions, pools, Arbitraries.create(UUID::randomUUID))
        .as((region, pool, user) -> CognitoAuthProvider.of(region + "_" + pool, user));
  }

  // Cut short, one character put in, parts doubled or swapped.
  @Provide
  Arbitrary<String> damaged() {
    Arbitrary<Integer> at = Arbitraries.integers().between(0, VALID.length() - 1);
    Arbitrary<String> cut = at.map(i -> VALID.substring(0, i));
    Arbitrary<String> put =
        Combinators.combine(at, Arbitraries.of(" ", ",", ":", "/", "\n", "\0", "é", "x"))
            .as((i, c) -> new StringBuilder(VALID).insert(i, c).toString());
    Arbitrary<String> parts =
        Arbitraries.of(
            VALID + "," + URL,
            VALID + VALID,
            VALID.split(",")[1] + "," + URL,
            "," + VALID,
            VALID + ",",
            VALID + ":");
    return Arbitraries.oneOf(cut, put, parts);
  }

  private static JsonObject httpApi(JsonArray amr) {
    return new JsonObject()
        .put(
            "requestContext",
            new JsonObject()
                .put(
                    "authorizer",
                    new JsonObject()
                        .put(
                            "iam",
                            new JsonObject()
                                .put("cognitoIdentity", new JsonObject().put("amr", amr)))));
  }
}
