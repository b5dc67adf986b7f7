package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.*;

/** Identities with several log-ins, those of developers, and the settings of identity pools. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class IdentityLinksIT {
  private static final String ISSUER = "accounts.example.com";
  private static final String DEVELOPER = "login.example";
  private static final String ITSELF = "cognito-identity.amazonaws.com";
  private static final Duration HOUR = Duration.ofHours(1);

  private LocalAws aws;
  private CognitoIdentityClient client;
  private LocalOpenIdProvider google;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    client = Clients.identityPools(aws);
    aws.userPool().createUser("ann", "Passw0rd");
    google = aws.sts().createOpenIdProvider("https://" + ISSUER, Set.of("app"));
  }

  @Test
  void aGuestWhoLogsInKeepsTheIdentityAndAKnownUserTakesItOver() {
    String pool = create(p -> {});
    String guest = client.getId(r -> r.identityPoolId(pool)).identityId();
    assertThat(credentials(guest, Map.of()).identityId()).isEqualTo(guest);
    assertThat(credentials(guest, users()).identityId()).isEqualTo(guest);
    assertThat(client.describeIdentity(r -> r.identityId(guest)).logins())
        .containsExactly(CognitoUsers.provider(aws));
    assertThatThrownBy(() -> credentials(guest, Map.of()))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("is forbidden");
    String other = client.getId(r -> r.identityPoolId(pool)).identityId();
    assertThat(credentials(other, users()).identityId()).isEqualTo(guest);
    assertThatThrownBy(() -> credentials(other, users()))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void furtherLoginsAreLinkedAndUnlinked() {
    String pool = create(p -> {});
    String id = client.getId(r -> r.identityPoolId(pool).logins(users())).identityId();
    assertThatThrownBy(() -> credentials(id, googles("g1")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Logins don't match");
    credentials(id, both("g1"));
    assertThat(client.getId(r -> r.identityPoolId(pool).logins(googles("g1"))).identityId())
        .isEqualTo(id);
    client.getId(r -> r.identityPoolId(pool).logins(googles("g2")));
    assertThatThrownBy(() -> credentials(id, both("g2")))
        .isInstanceOf(ResourceConflictException.class)
        .hasMessageContaining("already linked");
    assertThatThrownBy(
            () ->
                client.unlinkIdentity(r -> r.identityId(id).logins(users()).loginsToRemove(ISSUER)))
        .isInstanceOf(NotAuthorizedException.class);
    client.unlinkIdentity(r -> r.identityId(id).logins(googles("g1")).loginsToRemove(ISSUER));
    assertThat(client.getId(r -> r.identityPoolId(pool).logins(googles("g1"))).identityId())
        .isNotEqualTo(id);
    client.unlinkIdentity(
        r -> r.identityId(id).logins(users()).loginsToRemove(CognitoUsers.provider(aws)));
    assertThatThrownBy(() -> credentials(id, users()))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void tokensOfOtherProvidersAreCheckedInEveryPart() {
    String pool = create(p -> {});
    for (String bad :
        new String[] {
          google.token("g1", "other", HOUR), google.token("g1", "app", HOUR.negated()), "nonsense"
        }) {
      assertThatThrownBy(
              () -> client.getId(r -> r.identityPoolId(pool).logins(Map.of(ISSUER, bad))))
          .isInstanceOf(NotAuthorizedException.class)
          .hasMessageContaining("Invalid login token.");
    }
    String byArn =
        create(
            p ->
                p.supportedLoginProviders(Map.of())
                    .openIdConnectProviderARNs(
                        "arn:aws:iam::000000000000:oidc-provider/" + ISSUER));
    assertThat(client.getId(r -> r.identityPoolId(byArn).logins(googles("g1"))).identityId())
        .isNotEmpty();
    assertThatThrownBy(
            () -> create(p -> p.samlProviderARNs("arn:aws:iam::000000000000:saml-provider/corp")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("no SAML providers");
  }

  @Test
  void aDevelopersUserGetsATokenForKeys() throws Exception {
    String pool = create(p -> {});
    GetOpenIdTokenForDeveloperIdentityResponse made = developer(pool, null, "u1", Map.of());
    JWTClaimsSet claims = SignedJWT.parse(made.token()).getJWTClaimsSet();
    assertThat(claims.getSubject()).isEqualTo(made.identityId());
    assertThat(claims.getAudience()).containsExactly(pool);
    assertThat(claims.getStringListClaim("amr"))
        .containsExactly("authenticated", DEVELOPER, DEVELOPER + ":" + pool + ":u1");
    assertThat(credentials(made.identityId(), Map.of(ITSELF, made.token())).credentials())
        .isNotNull();
    assertThat(developer(pool, null, "u1", Map.of()).identityId()).isEqualTo(made.identityId());
    GetOpenIdTokenForDeveloperIdentityResponse other = developer(pool, null, "u2", Map.of());
    assertThatThrownBy(() -> credentials(made.identityId(), Map.of(ITSELF, other.token())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("not for this identity");
    assertThatThrownBy(() -> developer(pool, other.identityId(), "u1", Map.of()))
        .isInstanceOf(DeveloperUserAlreadyRegisteredException.class);
    assertThatThrownBy(
            () ->
                client.getOpenIdTokenForDeveloperIdentity(
                    r -> r.identityPoolId(pool).logins(users())))
        .isInstanceOf(InvalidParameterException.class);
    aws.clock().advance(Duration.ofMinutes(16));
    assertThatThrownBy(() -> credentials(made.identityId(), Map.of(ITSELF, made.token())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Token expired");
  }

  @Test
  void developersUsersAreLookedUpMergedAndUnlinked() {
    String pool = create(p -> {});
    String first = developer(pool, null, "u1", users()).identityId();
    String second = developer(pool, null, "u2", Map.of()).identityId();
    assertThat(
            client
                .mergeDeveloperIdentities(
                    r ->
                        r.identityPoolId(pool)
                            .developerProviderName(DEVELOPER)
                            .sourceUserIdentifier("u2")
                            .destinationUserIdentifier("u1"))
                .identityId())
        .isEqualTo(first);
    assertThat(
            client
                .lookupDeveloperIdentity(r -> r.identityPoolId(pool).developerUserIdentifier("u2"))
                .developerUserIdentifierList())
        .containsExactly("u1", "u2");
    assertThatThrownBy(() -> client.describeIdentity(r -> r.identityId(second)))
        .isInstanceOf(ResourceNotFoundException.class);
    String third = developer(pool, null, "u3", googles("g1")).identityId();
    developer(pool, first, "u1", googles("g2"));
    assertThatThrownBy(
            () ->
                client.mergeDeveloperIdentities(
                    r ->
                        r.identityPoolId(pool)
                            .developerProviderName(DEVELOPER)
                            .sourceUserIdentifier("u3")
                            .destinationUserIdentifier("u1")))
        .isInstanceOf(ResourceConflictException.class);
    assertThatThrownBy(
            () ->
                client.lookupDeveloperIdentity(
                    r -> r.identityPoolId(pool).identityId(third).developerUserIdentifier("u1")))
        .isInstanceOf(ResourceConflictException.class);
    assertThatThrownBy(
            () ->
                client.lookupDeveloperIdentity(
                    r -> r.identityPoolId(pool).developerUserIdentifier("nobody")))
        .isInstanceOf(ResourceNotFoundException.class);
    unlink(pool, first, "u2");
    assertThat(
            client
                .lookupDeveloperIdentity(r -> r.identityPoolId(pool).identityId(first))
                .developerUserIdentifierList())
        .containsExactly("u1");
    assertThatThrownBy(() -> unlink(pool, first, "u2"))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void theClassicFlowIsOffUnlessAPoolAllowsIt() {
    String off = create(p -> p.allowClassicFlow(false));
    String guest = client.getId(r -> r.identityPoolId(off)).identityId();
    assertThatThrownBy(() -> client.getOpenIdToken(r -> r.identityId(guest)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Basic (classic) flow is not enabled, please use enhanced flow.");
    String on = create(p -> p.allowClassicFlow(true));
    String other = client.getId(r -> r.identityPoolId(on)).identityId();
    assertThat(client.getOpenIdToken(r -> r.identityId(other)).token()).isNotEmpty();
  }

  @Test
  void usersWhoWereSignedOutOrDisabledAreRefusedWhereThePoolChecks() {
    String lax = create(p -> {});
    String strict =
        create(
            p ->
                p.cognitoIdentityProviders(
                    c ->
                        c.providerName(CognitoUsers.provider(aws))
                            .clientId(aws.userPool().clientId())
                            .serverSideTokenCheck(true)));
    Map<String, String> login = users();
    String id = client.getId(r -> r.identityPoolId(strict).logins(login)).identityId();
    assertThat(credentials(id, login)).isNotNull();
    var users = Clients.userPools(aws);
    users.adminUserGlobalSignOut(r -> r.userPoolId(aws.userPool().id()).username("ann"));
    assertThatThrownBy(() -> credentials(id, login))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid login token.");
    Map<String, String> again = users();
    assertThat(credentials(id, again)).isNotNull();
    users.adminDisableUser(r -> r.userPoolId(aws.userPool().id()).username("ann"));
    assertThatThrownBy(() -> credentials(id, again)).isInstanceOf(NotAuthorizedException.class);
    assertThat(client.getId(r -> r.identityPoolId(lax).logins(again)).identityId()).isNotEmpty();
  }

  @Test
  void aCustomRoleNeedsAMappingByTheToken() {
    String pool = create(p -> {});
    String guest = client.getId(r -> r.identityPoolId(pool)).identityId();
    assertThatThrownBy(
            () ->
                client.getCredentialsForIdentity(
                    r -> r.identityId(guest).customRoleArn("arn:aws:iam::000000000000:role/other")))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("custom role");
  }

  @Test
  void poolsHaveTags() {
    String pool = create(p -> p.identityPoolTags(Map.of("a", "1", "b", "2")));
    String arn = "arn:aws:cognito-identity:" + aws.region() + ":000000000000:identitypool/" + pool;
    client.tagResource(r -> r.resourceArn(arn).tags(Map.of("b", "3", "c", "4")));
    client.untagResource(r -> r.resourceArn(arn).tagKeys("a"));
    assertThat(client.listTagsForResource(r -> r.resourceArn(arn)).tags())
        .isEqualTo(Map.of("b", "3", "c", "4"));
    assertThat(client.describeIdentityPool(r -> r.identityPoolId(pool)).identityPoolTags())
        .isEqualTo(Map.of("b", "3", "c", "4"));
    assertThatThrownBy(() -> client.listTagsForResource(r -> r.resourceArn(arn + "0")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private String create(Consumer<CreateIdentityPoolRequest.Builder> settings) {
    String pool =
        client
            .createIdentityPool(
                r ->
                    settings.accept(
                        r.identityPoolName("mine")
                            .allowUnauthenticatedIdentities(true)
                            .developerProviderName(DEVELOPER)
                            .supportedLoginProviders(Map.of(ISSUER, "app"))
                            .cognitoIdentityProviders(
                                c ->
                                    c.providerName(CognitoUsers.provider(aws))
                                        .clientId(aws.userPool().clientId()))))
            .identityPoolId();
    client.setIdentityPoolRoles(
        r ->
            r.identityPoolId(pool)
                .roles(
                    Map.of(
                        "authenticated", "arn:aws:iam::000000000000:role/user",
                        "unauthenticated", "arn:aws:iam::000000000000:role/guest")));
    return pool;
  }

  private GetCredentialsForIdentityResponse credentials(String id, Map<String, String> logins) {
    return client.getCredentialsForIdentity(r -> r.identityId(id).logins(logins));
  }

  private GetOpenIdTokenForDeveloperIdentityResponse developer(
      String pool, String identity, String user, Map<String, String> others) {
    Map<String, String> logins = new java.util.HashMap<>(others);
    logins.put(DEVELOPER, user);
    return client.getOpenIdTokenForDeveloperIdentity(
        r -> r.identityPoolId(pool).identityId(identity).logins(logins));
  }

  private void unlink(String pool, String identity, String user) {
    client.unlinkDeveloperIdentity(
        r ->
            r.identityPoolId(pool)
                .identityId(identity)
                .developerProviderName(DEVELOPER)
                .developerUserIdentifier(user));
  }

  private Map<String, String> users() {
    return Map.of(CognitoUsers.provider(aws), CognitoUsers.login(aws, "ann", "Passw0rd").idToken());
  }

  private Map<String, String> googles(String subject) {
    return Map.of(ISSUER, google.token(subject, "app", HOUR));
  }

  private Map<String, String> both(String subject) {
    Map<String, String> logins = new java.util.HashMap<>(users());
    logins.putAll(googles(subject));
    return logins;
  }
}
