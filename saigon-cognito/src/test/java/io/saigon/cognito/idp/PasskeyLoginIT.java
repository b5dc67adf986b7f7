package io.saigon.cognito.idp;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.AuthFactor;
import io.saigon.api.cognito.Challenge.WebAuthnRequired;
import io.saigon.api.cognito.ChallengeAnswer;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.TypedChallengeResponder;
import io.saigon.api.cognito.WebAuthnCredential;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.NotFoundException;
import io.saigon.cognito.fixture.LocalCognito;
import io.saigon.testkit.VirtualAuthenticator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFactorType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

/** Registration of passkeys, and log-ins by them. */
class PasskeyLoginIT {
  private static final LoginRequest ANN =
      LoginRequest.withoutPassword("ann").withPreferredFactor(AuthFactor.WEB_AUTHN);

  private final LocalCognito local = new LocalCognito();
  private final CognitoClient client = local.client();
  private final VirtualAuthenticator authenticator =
      VirtualAuthenticator.of("https://app.example.com");

  @BeforeEach
  void offerPasskeys() {
    local.aws.userPool().createUser("ann", LocalCognito.PASSWORD);
    local
        .sdk
        .updateUserPool(
            r ->
                r.userPoolId(client.userPoolId())
                    .policies(
                        p ->
                            p.signInPolicy(
                                s ->
                                    s.allowedFirstAuthFactors(
                                        AuthFactorType.PASSWORD, AuthFactorType.WEB_AUTHN))))
        .join();
    local
        .sdk
        .setUserPoolMfaConfig(
            r ->
                r.userPoolId(client.userPoolId())
                    .mfaConfiguration(UserPoolMfaType.OFF)
                    .webAuthnConfiguration(w -> w.relyingPartyId("example.com")))
        .join();
  }

  @AfterEach
  void stop() {
    local.close();
  }

  @Test
  void aUserRegistersAPasskeyLogsInByItAndDeletesIt() {
    String token = accessToken();
    JsonObject options = await(client.startWebAuthnRegistration(token));
    assertThat(options.getValue("timeout")).isEqualTo(60_000L);
    assertThat(options.getJsonObject("authenticatorSelection").getValue("requireResidentKey"))
        .isEqualTo(true);
    await(client.completeWebAuthnRegistration(token, authenticator.create(options)));
    WebAuthnCredential passkey = await(client.webAuthnCredentials(token)).get(0);
    assertThat(passkey)
        .returns("example.com", WebAuthnCredential::relyingPartyId)
        .returns("platform", WebAuthnCredential::attachment);
    assertThat(await(client.authFactors(token)))
        .containsExactlyInAnyOrder(AuthFactor.PASSWORD, AuthFactor.WEB_AUTHN);
    assertThat(await(client.openSession(ANN, by(authenticator))))
        .returns("ann", CognitoSession::username);
    await(client.deleteWebAuthnCredential(token, passkey.id()));
    assertThat(await(client.webAuthnCredentials(token))).isEmpty();
    assertThat(
            failure(NotFoundException.class, client.deleteWebAuthnCredential(token, passkey.id())))
        .hasMessageContaining("no such passkey");
  }

  @Test
  void anotherPageIsRefused() {
    String token = accessToken();
    VirtualAuthenticator elsewhere = authenticator.at("https://evil.test");
    JsonObject forged = elsewhere.create(await(client.startWebAuthnRegistration(token)));
    AuthenticationException refused =
        failure(AuthenticationException.class, client.completeWebAuthnRegistration(token, forged));
    assertThat(refused.reason()).isEqualTo(Reason.NOT_ALLOWED);
    assertThat(refused).hasMessageContaining("The origin is not one of the relying party");
    JsonObject options = await(client.startWebAuthnRegistration(token));
    await(client.completeWebAuthnRegistration(token, authenticator.create(options)));
    AuthenticationException login =
        failure(
            AuthenticationException.class,
            client.openSession(ANN, by(authenticator.at("https://evil.test"))));
    assertThat(login.reason()).isEqualTo(Reason.BAD_CREDENTIALS);
    assertThat(login).hasMessageContaining("passkey");
  }

  @Test
  void aPoolWithoutARelyingPartySaysSo() {
    local
        .sdk
        .setUserPoolMfaConfig(
            r -> r.userPoolId(client.userPoolId()).mfaConfiguration(UserPoolMfaType.OFF))
        .join();
    assertThat(
            failure(AuthenticationException.class, client.startWebAuthnRegistration(accessToken())))
        .hasMessageContaining("RelyingPartyId");
  }

  private String accessToken() {
    return await(client.loginUser("ann", LocalCognito.PASSWORD)).accessToken();
  }

  private static TypedChallengeResponder by(VirtualAuthenticator authenticator) {
    return new TypedChallengeResponder() {
      @Override
      public Future<ChallengeAnswer> webAuthn(WebAuthnRequired challenge) {
        JsonObject credential = authenticator.get(new JsonObject(challenge.options()));
        return Future.succeededFuture(challenge.answer(credential.encode()));
      }
    };
  }
}
