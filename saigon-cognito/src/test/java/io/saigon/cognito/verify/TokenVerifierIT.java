package io.saigon.cognito.verify;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoIdpConfig;
import io.saigon.api.cognito.CognitoTokens;
import io.saigon.api.cognito.CognitoVerifier;
import io.saigon.api.cognito.CognitoVerifierConfig;
import io.saigon.api.cognito.LoginFlow;
import io.saigon.api.cognito.TokenUse;
import io.saigon.api.cognito.VerifiedToken;
import io.saigon.api.config.SaigonOptions;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.oauth.JwtVerifier;
import io.saigon.api.oauth.JwtVerifierConfig;
import io.saigon.api.oauth.VerifiedJwt;
import io.saigon.cognito.fixture.LocalCognito;
import io.saigon.cognito.provider.CognitoClientFactory;
import io.saigon.testkit.LocalOpenIdProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokens of real log-ins. */
class TokenVerifierIT {
  private static LocalCognito local;
  private static CognitoVerifierConfig config;
  private static CognitoVerifier verifier;
  private static CognitoTokens tokens;
  private static UUID ann;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    ann = UUID.fromString(local.aws.userPool().createUser("ann", PASSWORD));
    local.aws.userPool().createGroup("staff");
    await(local.client().addUserToGroup("ann", "staff"));
    tokens = await(local.passwordClient().loginUser("ann", PASSWORD));
    config = CognitoVerifierConfig.of(local.config().userPoolId(), local.config().clientId());
    verifier = new CognitoClientFactory(local.saigon.context(), local.aws.clock()).verifier(config);
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @AfterEach
  void resetClock() {
    local.aws.clock().reset();
  }

  @Test
  void bothTokensOfALoginContainItsUser() {
    CognitoVerifier both =
        local.saigon.cognitoVerifier(config.withUses(TokenUse.ID, TokenUse.ACCESS));
    assertThat(local.saigon.cognitoVerifier(config.withUses(TokenUse.ID, TokenUse.ACCESS)))
        .isSameAs(both);
    for (String token : new String[] {tokens.idToken(), tokens.accessToken()}) {
      VerifiedToken verified = await(both.verify(token));
      assertThat(verified.userId()).isEqualTo(ann);
      assertThat(verified.username()).isEqualTo("ann");
      assertThat(verified.clientId()).isEqualTo(local.config().clientId());
      assertThat(verified.groups()).containsExactly("staff");
    }
    assertThat(await(both.verify(tokens.accessToken())).scopes())
        .containsExactly("aws.cognito.signin.user.admin");
  }

  @Test
  void groupsAndScopesAreThoseOfThePool() {
    CognitoVerifier staff =
        local.saigon.cognitoVerifier(
            config.withAnyGroup("staff").withAnyScope("aws.cognito.signin.user.admin"));
    assertThat(await(staff.verify(tokens.accessToken())).userId()).isEqualTo(ann);
    CognitoVerifier admins = local.saigon.cognitoVerifier(config.withAnyGroup("admins"));
    assertThat(failure(AuthenticationException.class, admins.verify(tokens.accessToken())).reason())
        .isEqualTo(Reason.MISSING_PERMISSION);
  }

  @Test
  void tokensOfOtherPoolsAndClientsAreRefused() {
    var other = local.aws.createUserPool("others");
    other.createUser("ann", PASSWORD);
    CognitoTokens others =
        await(
            local
                .client(other.clientConfig().withLoginFlow(LoginFlow.PASSWORD))
                .loginUser("ann", PASSWORD));
    CognitoTokens servers =
        await(
            local
                .client(local.aws.userPool().secretClientConfig().withLoginFlow(LoginFlow.PASSWORD))
                .loginUser("ann", PASSWORD));
    for (CognitoTokens refused : new CognitoTokens[] {others, servers}) {
      assertThat(
              failure(AuthenticationException.class, verifier.verify(refused.accessToken()))
                  .reason())
          .isEqualTo(Reason.INVALID_TOKEN);
    }
    CognitoVerifier all =
        local.saigon.cognitoVerifier(
            config.withPool(other.clientConfig().userPoolId(), other.clientConfig().clientId()));
    assertThat(await(all.verify(others.accessToken())).userPoolId())
        .isEqualTo(other.clientConfig().userPoolId());
  }

  @Test
  void expiredTokensAndTokensThatAreNotValidYetAreRefused() {
    local.aws.clock().advance(Duration.ofMinutes(62));
    assertThat(
            failure(AuthenticationException.class, verifier.verify(tokens.accessToken())).reason())
        .isEqualTo(Reason.SESSION_EXPIRED);
    CognitoTokens later = await(local.passwordClient().loginUser("ann", PASSWORD));
    local.aws.clock().reset();
    assertThat(
            failure(AuthenticationException.class, verifier.verify(later.accessToken())).reason())
        .isEqualTo(Reason.TOKEN_NOT_YET_VALID);
  }

  @Test
  void aUserPoolIsAnIssuerAsAnyOther() {
    String pool = local.config().userPoolId();
    JwtVerifier verifier =
        local.saigon.jwtVerifier(
            JwtVerifierConfig.of(
                    "https://" + CognitoIdpConfig.of(pool).cognitoUrl(), local.config().clientId())
                .withKeys(local.aws.endpoint().resolve("/" + pool + "/.well-known/jwks.json")));
    VerifiedJwt token = await(verifier.verify(tokens.idToken()));
    assertThat(token.subject()).isEqualTo(ann.toString());
    // It has no audience: the stricter verifier of user pools is the one for access tokens.
    assertThat(
            failure(AuthenticationException.class, verifier.verify(tokens.accessToken())).reason())
        .isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void tokensOfAnotherProviderAreVerifiedWithKeysOfAFile(@TempDir Path directory)
      throws IOException {
    LocalOpenIdProvider provider =
        local.aws.sts().createOpenIdProvider("https://oidc.example.com", Set.of("orders"));
    Path keys = directory.resolve("keys.json");
    Files.writeString(keys, provider.jwks().encode());
    JwtVerifier verifier =
        local.saigon.jwtVerifier(
            JwtVerifierConfig.of(provider.issuer(), "orders").withKeys(keys.toUri()));
    VerifiedJwt token =
        await(verifier.verify(provider.token("job-1", "orders", Duration.ofMinutes(5))));
    assertThat(token.subject()).isEqualTo("job-1");
    for (String refused :
        new String[] {
          provider.token("job-1", "invoices", Duration.ofMinutes(5)), tokens.idToken(),
        }) {
      assertThat(failure(AuthenticationException.class, verifier.verify(refused)).reason())
          .isEqualTo(Reason.INVALID_TOKEN);
    }
    provider.rotateKey();
    assertThat(
            failure(
                    AuthenticationException.class,
                    verifier.verify(provider.token("job-1", "orders", Duration.ofMinutes(5))))
                .reason())
        .isEqualTo(Reason.INVALID_TOKEN);
  }

  @Test
  void verifyingNeedsNoAwsCredentialsAndNoRegion() {
    try (LocalCognito other = new LocalCognito()) {
      other.aws.userPool().createUser("ann", PASSWORD);
      String token = await(other.passwordClient().loginUser("ann", PASSWORD)).accessToken();
      var anonymous =
          Saigon.create(
              other.vertx,
              SaigonOptions.defaults()
                  .withEndpoint(other.aws.endpoint())
                  .withTrust(other.aws.trustOptions()));
      CognitoVerifier verifier =
          anonymous.cognitoVerifier(
              CognitoVerifierConfig.of(other.config().userPoolId(), other.config().clientId()));
      await(verifier.prefetch());
      assertThat(verifier.verify(token).succeeded()).isTrue();
      await(anonymous.close());
    }
  }
}
