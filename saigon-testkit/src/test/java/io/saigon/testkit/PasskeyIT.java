package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Passkeys: registered and used by AWS's own client and an authenticator. */
@ExtendWith(LocalAwsExtension.class)
class PasskeyIT {
  private static final String PAGE = "https://app.example.com";

  private LocalAws aws;
  private CognitoIdentityProviderClient client;
  private String pool;
  private String app;
  private String user;
  private final VirtualAuthenticator authenticator = VirtualAuthenticator.of(PAGE);

  @BeforeEach
  void createPool(LocalAws aws) {
    this.aws = aws;
    client = Clients.userPools(aws);
    pool =
        client
            .createUserPool(
                r ->
                    r.poolName("passkeys")
                        .policies(
                            p ->
                                p.signInPolicy(
                                    s ->
                                        s.allowedFirstAuthFactors(
                                            AuthFactorType.PASSWORD, AuthFactorType.WEB_AUTHN))))
            .userPool()
            .id();
    configure(UserVerificationType.PREFERRED);
    app = createApp();
    user = createUser();
  }

  @Test
  void aPasskeyIsRegisteredListedUsedAndDeleted() {
    String token = password();
    JsonObject options = start(token);
    assertThat(options.getJsonObject("rp").getString("id")).isEqualTo("example.com");
    assertThat(options.getJsonObject("user").getString("name")).isEqualTo(user);
    assertThat(options.getJsonArray("excludeCredentials")).isEmpty();
    complete(token, authenticator.create(options));
    WebAuthnCredentialDescription passkey =
        client.listWebAuthnCredentials(r -> r.accessToken(token)).credentials().get(0);
    assertThat(passkey.relyingPartyId()).isEqualTo("example.com");
    assertThat(passkey.authenticatorAttachment()).isEqualTo("platform");
    assertThat(passkey.authenticatorTransports()).containsExactly("internal");
    assertThat(passkey.createdAt()).isNotNull();
    assertThat(start(token).getJsonArray("excludeCredentials").getJsonObject(0).getString("id"))
        .isEqualTo(passkey.credentialId());
    assertThat(
            client
                .getUserAuthFactors(r -> r.accessToken(token))
                .configuredUserAuthFactorsAsStrings())
        .containsExactlyInAnyOrder("PASSWORD", "WEB_AUTHN");
    InitiateAuthResponse asked = ask();
    assertThat(asked.challengeName()).isEqualTo(ChallengeNameType.WEB_AUTHN);
    assertThat(asked.availableChallengesAsStrings()).contains("WEB_AUTHN", "PASSWORD_SRP");
    assertThat(answer(user, asked, sign(asked)).authenticationResult().accessToken()).isNotNull();
    client.deleteWebAuthnCredential(r -> r.accessToken(token).credentialId(passkey.credentialId()));
    assertThat(client.listWebAuthnCredentials(r -> r.accessToken(token)).credentials()).isEmpty();
    assertThat(ask().challengeName()).isEqualTo(ChallengeNameType.SELECT_CHALLENGE);
    assertThatThrownBy(
            () ->
                client.deleteWebAuthnCredential(
                    r -> r.accessToken(token).credentialId(passkey.credentialId())))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aPasskeyIsChosenAmongTheFactors() {
    register();
    InitiateAuthResponse choice =
        client.initiateAuth(
            r ->
                r.clientId(app)
                    .authFlow(AuthFlowType.USER_AUTH)
                    .authParameters(Map.of("USERNAME", user)));
    RespondToAuthChallengeResponse asked =
        client.respondToAuthChallenge(
            r ->
                r.clientId(app)
                    .challengeName(ChallengeNameType.SELECT_CHALLENGE)
                    .session(choice.session())
                    .challengeResponses(Map.of("USERNAME", user, "ANSWER", "WEB_AUTHN")));
    JsonObject credential =
        authenticator.get(
            new JsonObject(asked.challengeParameters().get("CREDENTIAL_REQUEST_OPTIONS")));
    assertThat(answer(user, asked.session(), credential).authenticationResult()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com.evil.test",
        "https://evilexample.com",
        "http://app.example.com",
        "https://example.org"
      })
  void pagesOfOtherOriginsAreRefused(String origin) {
    register();
    InitiateAuthResponse asked = ask();
    assertRefused(asked, authenticator.at(origin).get(options(asked)), "BadOrigin");
    String token = password();
    VirtualAuthenticator elsewhere = VirtualAuthenticator.of(origin);
    assertThatThrownBy(() -> complete(token, elsewhere.create(start(token))))
        .isInstanceOf(WebAuthnOriginNotAllowedException.class);
  }

  @Test
  void anAssertionAnswersItsOwnChallengeOnce() {
    register();
    InitiateAuthResponse first = ask();
    InitiateAuthResponse second = ask();
    JsonObject credential = sign(first);
    assertRefused(second, credential, "BadChallenge");
    assertThat(answer(user, first, credential).authenticationResult()).isNotNull();
    assertThatThrownBy(() -> answer(user, first, credential))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session can only be used once");
    assertRefused(ask(), credential, "BadChallenge");
  }

  @Test
  void anotherUsersPasskeyIsRefused() {
    register();
    String ann = user;
    InitiateAuthResponse ofAnn = ask();
    user = createUser();
    VirtualAuthenticator bobs = VirtualAuthenticator.of(PAGE);
    String token = password();
    complete(token, bobs.create(start(token)));
    JsonObject ofBob = bobs.get(options(ofAnn).put("allowCredentials", List.of()));
    assertThatThrownBy(() -> answer(ann, ofAnn, ofBob))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("the user has no such passkey");
    assertThatThrownBy(() -> answer(user, ask(ann), ofBob))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid session for the user");
  }

  @Test
  void aCopiedAuthenticatorIsRefusedOnceTheOtherWasUsed() {
    register();
    VirtualAuthenticator stolen = authenticator.copy();
    InitiateAuthResponse first = ask();
    assertThat(answer(user, first, sign(first)).authenticationResult()).isNotNull();
    InitiateAuthResponse second = ask();
    assertRefused(second, stolen.get(options(second)), "MaliciousCounterValue");
  }

  @Test
  void alteredAnswersAreRefused() {
    register();
    InitiateAuthResponse asked = ask();
    JsonObject credential = sign(asked);
    credential.getJsonObject("response").put("signature", "MAYCAQECAQE");
    assertRefused(asked, credential, "BadSignature");
    assertThatThrownBy(() -> answer(user, ask(), new JsonObject().put("id", "x")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void aRegistrationIsCompletedOnceByItsUserAndAppClient() {
    String token = password();
    JsonObject credential = authenticator.create(start(token));
    String other = app;
    app = createApp();
    String otherApp = password();
    assertThatThrownBy(() -> complete(otherApp, credential))
        .isInstanceOf(WebAuthnClientMismatchException.class);
    app = other;
    complete(token, credential);
    assertThatThrownBy(() -> complete(token, credential))
        .isInstanceOf(WebAuthnChallengeNotFoundException.class);
    start(token);
    assertThatThrownBy(() -> complete(token, credential))
        .isInstanceOf(WebAuthnChallengeNotFoundException.class);
    user = createUser();
    String bob = password();
    start(bob);
    assertThatThrownBy(() -> complete(bob, credential))
        .isInstanceOf(WebAuthnChallengeNotFoundException.class);
    start(bob);
    assertThatThrownBy(() -> complete(bob, new JsonObject().put("id", "x")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void aPoolNeedsTheFactorAndARelyingParty() {
    String token = password();
    client.setUserPoolMfaConfig(r -> r.userPoolId(pool).mfaConfiguration(UserPoolMfaType.OFF));
    assertThatThrownBy(() -> start(token))
        .isInstanceOf(WebAuthnConfigurationMissingException.class);
    client.updateUserPool(r -> r.userPoolId(pool));
    assertThatThrownBy(() -> start(token)).isInstanceOf(WebAuthnNotEnabledException.class);
  }

  @Test
  void whereASecondFactorIsRequiredAPasskeyCountsOnlyIfThePoolSaysSo() {
    register();
    client.setUserPoolMfaConfig(
        r ->
            r.userPoolId(pool)
                .mfaConfiguration(UserPoolMfaType.ON)
                .softwareTokenMfaConfiguration(t -> t.enabled(true))
                .webAuthnConfiguration(w -> w.relyingPartyId("example.com")));
    assertThat(ask().availableChallengesAsStrings()).doesNotContain("WEB_AUTHN");
    client.setUserPoolMfaConfig(
        r ->
            r.userPoolId(pool)
                .mfaConfiguration(UserPoolMfaType.ON)
                .softwareTokenMfaConfiguration(t -> t.enabled(true))
                .webAuthnConfiguration(
                    w ->
                        w.relyingPartyId("example.com")
                            .userVerification(UserVerificationType.REQUIRED)
                            .factorConfiguration("MULTI_FACTOR_WITH_USER_VERIFICATION")));
    InitiateAuthResponse asked = ask();
    assertThat(options(asked).getString("userVerification")).isEqualTo("required");
    assertThat(answer(user, asked, sign(asked)).authenticationResult()).isNotNull();
  }

  @Test
  @FreshLocalAws
  void challengesEnd() {
    register();
    String token = password();
    JsonObject credential = VirtualAuthenticator.of(PAGE).create(start(token));
    InitiateAuthResponse asked = ask();
    aws.clock().advance(Duration.ofMinutes(6));
    assertThatThrownBy(() -> complete(token, credential))
        .isInstanceOf(WebAuthnChallengeNotFoundException.class);
    assertThatThrownBy(() -> answer(user, asked, sign(asked)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("session is expired");
  }

  private void configure(UserVerificationType verification) {
    client.setUserPoolMfaConfig(
        r ->
            r.userPoolId(pool)
                .mfaConfiguration(UserPoolMfaType.OFF)
                .webAuthnConfiguration(
                    w -> w.relyingPartyId("example.com").userVerification(verification)));
  }

  private String createApp() {
    return client
        .createUserPoolClient(
            r ->
                r.userPoolId(pool)
                    .clientName("app")
                    .explicitAuthFlows(
                        ExplicitAuthFlowsType.ALLOW_USER_PASSWORD_AUTH,
                        ExplicitAuthFlowsType.ALLOW_USER_AUTH))
        .userPoolClient()
        .clientId();
  }

  private String createUser() {
    String name = "user-" + UUID.randomUUID();
    client.adminCreateUser(
        r -> r.userPoolId(pool).username(name).messageAction(MessageActionType.SUPPRESS));
    client.adminSetUserPassword(
        r -> r.userPoolId(pool).username(name).password("Passw0rd!").permanent(true));
    return name;
  }

  /** Logs in by the password and returns the access token. */
  private String password() {
    return client
        .initiateAuth(
            r ->
                r.clientId(app)
                    .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                    .authParameters(Map.of("USERNAME", user, "PASSWORD", "Passw0rd!")))
        .authenticationResult()
        .accessToken();
  }

  private void register() {
    String token = password();
    complete(token, authenticator.create(start(token)));
  }

  private JsonObject start(String token) {
    Document options =
        client.startWebAuthnRegistration(r -> r.accessToken(token)).credentialCreationOptions();
    return (JsonObject) json(options);
  }

  private void complete(String token, JsonObject credential) {
    client.completeWebAuthnRegistration(
        r -> r.accessToken(token).credential(document(credential.getMap())));
  }

  private InitiateAuthResponse ask() {
    return ask(user);
  }

  private InitiateAuthResponse ask(String name) {
    return client.initiateAuth(
        r ->
            r.clientId(app)
                .authFlow(AuthFlowType.USER_AUTH)
                .authParameters(Map.of("USERNAME", name, "PREFERRED_CHALLENGE", "WEB_AUTHN")));
  }

  private static JsonObject options(InitiateAuthResponse asked) {
    return new JsonObject(asked.challengeParameters().get("CREDENTIAL_REQUEST_OPTIONS"));
  }

  private JsonObject sign(InitiateAuthResponse asked) {
    return authenticator.get(options(asked));
  }

  private RespondToAuthChallengeResponse answer(
      String name, InitiateAuthResponse asked, JsonObject credential) {
    return answer(name, asked.session(), credential);
  }

  private RespondToAuthChallengeResponse answer(
      String name, String session, JsonObject credential) {
    return client.respondToAuthChallenge(
        r ->
            r.clientId(app)
                .challengeName(ChallengeNameType.WEB_AUTHN)
                .session(session)
                .challengeResponses(Map.of("USERNAME", name, "CREDENTIAL", credential.encode())));
  }

  private void assertRefused(InitiateAuthResponse asked, JsonObject credential, String reason) {
    assertThatThrownBy(() -> answer(user, asked, credential))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Passkey refused: " + reason);
  }

  private static Object json(Document document) {
    if (document.isMap()) {
      JsonObject object = new JsonObject();
      document.asMap().forEach((name, value) -> object.put(name, json(value)));
      return object;
    }
    if (document.isList()) {
      List<Object> items = new ArrayList<>();
      document.asList().forEach(item -> items.add(json(item)));
      return new io.vertx.core.json.JsonArray(items);
    }
    return document.isNumber() ? (Object) document.asNumber().longValue() : document.unwrap();
  }

  private static Document document(Object json) {
    if (json instanceof JsonObject object) {
      return document(object.getMap());
    }
    if (json instanceof Map<?, ?> map) {
      Document.MapBuilder members = Document.mapBuilder();
      map.forEach((name, value) -> members.putDocument(String.valueOf(name), document(value)));
      return members.build();
    }
    if (json instanceof Iterable<?> items) {
      Document.ListBuilder list = Document.listBuilder();
      items.forEach(item -> list.addDocument(document(item)));
      return list.build();
    }
    return Document.fromString(String.valueOf(json));
  }
}
