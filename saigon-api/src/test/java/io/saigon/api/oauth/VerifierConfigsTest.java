package io.saigon.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierConfigsTest {
  private static final String ISSUER = "https://login.example.com";

  private static String arn(String partition, String region) {
    return "arn:%s:elasticloadbalancing:%s:123456789012:loadbalancer/app/web/0123456789abcdef"
        .formatted(partition, region);
  }

  @Test
  void configurationsAreWrittenAndReadAgain() {
    JwtVerifierConfig jwt =
        JwtVerifierConfig.of(ISSUER, "orders")
            .withKeys(URI.create("file:/etc/keys.json"))
            .withAlgorithms(JwtAlgorithm.ES256)
            .withAnyScope("a")
            .withClockSkew(Duration.ofSeconds(5));
    assertThat(JwtVerifierConfig.fromJson(new JsonObject(jwt.toJson().encode()))).isEqualTo(jwt);
    JwtVerifierConfig plain = JwtVerifierConfig.of(ISSUER, "orders");
    assertThat(
            JwtVerifierConfig.fromJson(
                new JsonObject()
                    .put("issuer", ISSUER)
                    .put("audiences", new JsonArray().add("orders"))))
        .isEqualTo(plain);
    AlbVerifierConfig alb =
        AlbVerifierConfig.of(ISSUER, "client1", arn("aws", "eu-west-1"))
            .withKeys(URI.create("https://keys.example.com"));
    assertThat(AlbVerifierConfig.fromJson(new JsonObject(alb.toJson().encode()))).isEqualTo(alb);
    CognitoVerifierConfig pool =
        CognitoVerifierConfig.of("eu-west-1_AbCdEf123", "client1")
            .withKeys("eu-west-1_AbCdEf123", URI.create("classpath:keys.json"));
    assertThat(CognitoVerifierConfig.fromJson(new JsonObject(pool.toJson().encode())))
        .isEqualTo(pool);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example.com",
        "login.example.com",
        "https://",
        "https://u:p@example.com",
        "https://example.com?x=y",
        "https://example.com#x",
        "file:/etc/issuer",
        "\\",
        " "
      })
  void anIssuerWithDiscoveryIsAnHttpsUrl(String issuer) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtVerifierConfig.of(issuer, "orders"))
        .withMessageContaining("issuer must")
        .withMessageNotContaining("u:p");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/keys",
        "ftp://example.com/keys",
        "file://host/keys.json",
        "keys.json",
        "https://u:p@example.com/keys"
      })
  void keysAreOfAnHttpsUrlAFileOrAResource(String keys) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtVerifierConfig.of(ISSUER, "orders").withKeys(URI.create(keys)))
        .withMessageContaining("keys must");
  }

  @Test
  void aConfigurationThatAcceptsTooMuchOrNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtVerifierConfig.of(ISSUER))
        .withMessageContaining("Name an audience");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JwtVerifierConfig.of(ISSUER, "orders").withAlgorithms());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> JwtVerifierConfig.of(ISSUER, "orders").withClockSkew(Duration.ofSeconds(-1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlbVerifierConfig.of(ISSUER, "client1"))
        .withMessageContaining("any load balancer of any account");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AlbVerifierConfig.of(ISSUER, "client1", "arn:aws:s3:::bucket"))
        .withMessageContaining("looks like");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                CognitoVerifierConfig.of("eu-west-1_AbCdEf123", "client1")
                    .withKeys("eu-west-1_Other1", URI.create("file:/etc/keys.json")))
        .withMessageContaining("not accepted");
  }

  @ParameterizedTest
  @CsvSource({
    "aws, eu-west-1, https://public-keys.auth.elb.eu-west-1.amazonaws.com",
    "aws-cn, cn-north-1, https://public-keys.auth.elb.cn-north-1.amazonaws.com.cn",
    "aws-us-gov, us-gov-east-1,"
        + " https://s3-us-gov-east-1.amazonaws.com/aws-elb-public-keys-prod-us-gov-east-1"
  })
  void theKeysOfALoadBalancerAreThoseOfItsRegion(String partition, String region, URI keys) {
    AlbVerifierConfig config = AlbVerifierConfig.of(ISSUER, "client1", arn(partition, region));
    assertThat(config.keysOf(arn(partition, region))).isEqualTo(keys);
  }

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, https://orders.auth.eu-west-1.amazoncognito.com",
    "us-gov-west-1, https://orders.auth-fips.us-gov-west-1.amazoncognito.com",
    "eusc-de-east-1, https://orders.auth.eusc-de-east-1.amazoncognito.eu"
  })
  void aPrefixGivesTheDomainOfItsPartition(String region, URI url) {
    assertThat(UserPoolDomain.ofPrefix("orders", region).url()).isEqualTo(url);
  }

  @Test
  void domainsAreHttpsUrlsAndKeepTheirPath() {
    assertThat(UserPoolDomain.custom("auth.example.com").endpoint("/oauth2/token"))
        .isEqualTo(URI.create("https://auth.example.com/oauth2/token"));
    assertThat(new UserPoolDomain(URI.create("http://localhost:4566/pool/")).endpoint("/login"))
        .isEqualTo(URI.create("http://localhost:4566/pool/login"));
    for (String wrong : new String[] {"http://auth.example.com", "https://a.example.com?x=y"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new UserPoolDomain(URI.create(wrong)));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserPoolDomain.ofPrefix("evil.example.com/", "eu-west-1"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UserPoolDomain.ofPrefix("orders", "us-iso-east-1"))
        .withMessageContaining("UserPoolDomain of the URL");
  }

  @Test
  void clientsAreWrittenAndReadAgainWithTheirSecretsHiddenElsewhere() {
    UserPoolDomain domain = UserPoolDomain.custom("auth.example.com");
    ClientCredentialsConfig machine =
        ClientCredentialsConfig.of(domain, "client1", "Canary", "orders/read");
    assertThat(ClientCredentialsConfig.fromJson(new JsonObject(machine.toJson().encode())))
        .isEqualTo(machine);
    ManagedLoginConfig browser =
        ManagedLoginConfig.of("eu-west-1_AbCdEf123", domain, "client1")
            .withClientSecret("Canary")
            .withScopes("openid", "email");
    assertThat(ManagedLoginConfig.fromJson(new JsonObject(browser.toJson().encode())))
        .isEqualTo(browser);
    assertThat(machine.toString() + browser).contains("client1").doesNotContain("Canary");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> browser.withScopes("email"))
        .withMessageContaining("openid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClientCredentialsConfig.of(domain, "client1", "Canary", "a b"))
        .withMessageContaining("pass several apart");
  }

  @Test
  void malformedMembersAreNamedAndNotQuoted() {
    JsonObject json =
        JwtVerifierConfig.of(ISSUER, "orders").toJson().put("keys", "canary \\ canary");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> JwtVerifierConfig.fromJson(json))
        .withMessageContaining("keys must be a URL")
        .withMessageNotContaining("canary");
  }
}
