package io.saigon.cognito.identity;

import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.IdentityLogins;
import io.saigon.api.cognito.IdentityRequest;
import io.saigon.api.cognito.IdentitySession;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.AuthenticationException.Reason;
import io.saigon.api.error.ConfigurationException;
import io.saigon.api.error.NotFoundException;
import io.saigon.cognito.fixture.ManualClock;
import io.saigon.cognito.fixture.ScriptedCognito;
import io.saigon.cognito.fixture.ScriptedCognito.Request;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests to an identity pool for log-ins of all kinds of providers. */
class ScriptedIdentitiesIT {
  private static final String GUEST = "eu-west-1:11111111-89ab-cdef-0123-456789abcdef";
  private static final String USER = "eu-west-1:22222222-89ab-cdef-0123-456789abcdef";
  private static final String SAML = "arn:aws:iam::123456789012:saml-provider/adfs";
  private static final String ROLE = "arn:aws:iam::123456789012:role/reader";

  private final ScriptedCognito cognito = new ScriptedCognito();
  private final ManualClock clock = new ManualClock();
  private final CognitoIdentities identities = cognito.identities(clock);

  @AfterEach
  void stop() {
    cognito.close();
  }

  @Test
  void aTokenIsPassedUnderTheKeyOfItsProvider() {
    givesId(USER).givesCredentials(USER);
    IdentityLogins logins =
        IdentityLogins.of(SAML, "canary-assertion").with("graph.facebook.com", "fb");
    IamCredentials credentials =
        await(
            identities
                .session(IdentityRequest.of(logins).withCustomRoleArn(ROLE))
                .iamCredentials());
    assertThat(credentials.identityId()).isEqualTo(USER);
    JsonObject sent =
        new JsonObject().put(SAML, "canary-assertion").put("graph.facebook.com", "fb");
    assertThat(request(0, "GetId").body().getJsonObject("Logins")).isEqualTo(sent);
    JsonObject body = request(1, "GetCredentialsForIdentity").body();
    assertThat(body.getJsonObject("Logins")).isEqualTo(sent);
    assertThat(body.getString("CustomRoleArn")).isEqualTo(ROLE);
    assertThat(logins.toString()).contains(SAML).doesNotContain("canary");
  }

  @Test
  void theKeyOfAnOpenIdConnectProviderIsItsIssuer() {
    String token =
        ScriptedCognito.token(new JsonObject().put("iss", "https://login.example.com/tenant"));
    assertThat(IdentityLogins.ofIdToken(token))
        .isEqualTo(IdentityLogins.of("login.example.com/tenant", token));
    assertThatIllegalArgumentException().isThrownBy(() -> IdentityLogins.ofIdToken("canary"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdentityLogins.ofIdToken(ScriptedCognito.token(new JsonObject())))
        .withMessageContaining("https issuer");
  }

  @Test
  void eachRenewalTakesFreshLogInsAndKeepsTheIdentity() {
    AtomicInteger calls = new AtomicInteger();
    Supplier<Future<IdentityLogins>> logins =
        () ->
            Future.succeededFuture(
                IdentityLogins.of("login.example.com", "token-" + calls.incrementAndGet()));
    IdentitySession session = identities.session(IdentityRequest.of(logins));
    givesId(USER).givesCredentials(USER);
    IamCredentials first = await(session.iamCredentials());
    assertThat(await(session.credentials())).isEqualTo(first.credentials());
    clock.at(Duration.ofHours(2));
    givesCredentials(USER);
    assertThat(await(session.iamCredentials()).credentials()).isNotEqualTo(first.credentials());
    assertThat(cognito.requests).hasSize(3);
    assertThat(request(2, "GetCredentialsForIdentity").body().getJsonObject("Logins"))
        .isEqualTo(new JsonObject().put("login.example.com", "token-2"));
  }

  @Test
  void aGuestWhoLogsInKeepsTheIdentity() {
    givesCredentials(GUEST);
    assertThat(await(linked().iamCredentials()).identityId()).isEqualTo(GUEST);
    assertThat(request(0, "GetCredentialsForIdentity").body().getString("IdentityId"))
        .isEqualTo(GUEST);
  }

  @Test
  void aUserWithAnIdentityTakesThatInPlaceOfTheGuests() {
    cognito.refuses("ResourceConflictException", "Login is already linked to another account.");
    givesId(USER).givesCredentials(USER);
    assertThat(await(linked().iamCredentials()).identityId()).isEqualTo(USER);
    cognito.refuses(
        "NotAuthorizedException",
        "Logins don't match. Please include at least one valid login for this identity.");
    givesId(USER).givesCredentials(USER);
    assertThat(await(linked().iamCredentials()).identityId()).isEqualTo(USER);
  }

  @Test
  void aDeletedIdentityIsReplaced() {
    IdentitySession session = identities.session(IdentityRequest.guest().withIdentityId(GUEST));
    cognito.refuses("ResourceNotFoundException", "Identity not found.");
    givesId(USER).givesCredentials(USER);
    assertThat(await(session.iamCredentials()).identityId()).isEqualTo(USER);
  }

  @Test
  void aDeveloperIdentityComesWithItsTokenAndIsRenewedByAnother() {
    String token =
        ScriptedCognito.token(
            new JsonObject().put("iss", "https://cognito-identity.amazonaws.com"));
    Supplier<Future<IdentityLogins>> logins =
        () -> identities.developerLogins("login.example", "user-1", null);
    IdentitySession session = identities.session(IdentityRequest.of(logins));
    for (int i = 0; i < 2; i++) {
      cognito.responds(new JsonObject().put("IdentityId", USER).put("Token", token));
      givesCredentials(USER);
      assertThat(await(session.iamCredentials()).identityId()).isEqualTo(USER);
      clock.at(Duration.ofHours(2));
    }
    JsonObject asked = request(2, "GetOpenIdTokenForDeveloperIdentity").body();
    assertThat(asked.getJsonObject("Logins"))
        .isEqualTo(new JsonObject().put("login.example", "user-1"));
    assertThat(request(3, "GetCredentialsForIdentity").body().getJsonObject("Logins"))
        .isEqualTo(new JsonObject().put("cognito-identity.amazonaws.com", token));
  }

  @Test
  void refusalsSayWhatToDo() {
    assertThat(refusal("NotAuthorizedException", "Unauthenticated access is not supported"))
        .hasMessageContaining("no guests")
        .returns(Reason.NOT_ALLOWED, AuthenticationException::reason);
    assertThat(refusal("NotAuthorizedException", "Invalid login token. Token expired: 2 >= 1"))
        .returns(Reason.SESSION_EXPIRED, AuthenticationException::reason);
    assertThat(refusal("NotAuthorizedException", "Invalid login token."))
        .hasMessageContaining("trusts the provider")
        .returns(Reason.INVALID_TOKEN, AuthenticationException::reason);
    cognito.refuses("InvalidIdentityPoolConfigurationException", "Check assigned IAM roles");
    assertThat(failure(ConfigurationException.class, guest().iamCredentials()))
        .hasMessageContaining("no role");
    cognito.refuses("ResourceNotFoundException", "IdentityPool not found.");
    assertThat(failure(NotFoundException.class, guest().iamCredentials()))
        .hasMessageContaining(identities.identityPoolId());
    givesId(GUEST);
    cognito.refuses(
        "InvalidParameterException",
        "Basic (classic) flow is not enabled, please use enhanced flow.");
    assertThat(
            failure(
                AuthenticationException.class,
                identities.session(IdentityRequest.guest().withClassicFlow(ROLE)).iamCredentials()))
        .hasMessageContaining("classic flow")
        .returns(Reason.NOT_ALLOWED, AuthenticationException::reason);
  }

  @Test
  void aRequestIsCheckedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdentityRequest.guest().withCustomRoleArn("reader"));
    assertThatIllegalArgumentException().isThrownBy(() -> IdentityLogins.of("p", " "));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> identities.developerLogins(" ", "user", null));
  }

  private IdentitySession guest() {
    return identities.session(IdentityRequest.guest());
  }

  private IdentitySession linked() {
    return identities.session(
        IdentityRequest.of(IdentityLogins.of("login.example.com", "token")).withIdentityId(GUEST));
  }

  private AuthenticationException refusal(String code, String message) {
    cognito.refuses(code, message);
    return failure(AuthenticationException.class, guest().iamCredentials());
  }

  private Request request(int index, String operation) {
    Request request = cognito.requests.get(index);
    assertThat(request.operation()).isEqualTo(operation);
    return request;
  }

  private ScriptedIdentitiesIT givesId(String id) {
    cognito.responds(new JsonObject().put("IdentityId", id));
    return this;
  }

  private ScriptedIdentitiesIT givesCredentials(String id) {
    cognito.responds(
        new JsonObject()
            .put("IdentityId", id)
            .put(
                "Credentials",
                new JsonObject()
                    .put("AccessKeyId", "AKID-" + cognito.requests.size())
                    .put("SecretKey", "canary-secret")
                    .put("SessionToken", "canary-session")
                    .put(
                        "Expiration", clock.instant().plus(Duration.ofHours(1)).getEpochSecond())));
    return this;
  }
}
