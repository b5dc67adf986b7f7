package io.saigon.cognito.identity;

import static io.saigon.cognito.fixture.LocalCognito.PASSWORD;
import static io.saigon.testkit.Await.await;
import static io.saigon.testkit.Await.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.Saigon;
import io.saigon.api.cognito.CognitoClient;
import io.saigon.api.cognito.CognitoIdentities;
import io.saigon.api.cognito.CognitoSession;
import io.saigon.api.cognito.IamCredentials;
import io.saigon.api.cognito.IdentityPoolConfig;
import io.saigon.api.cognito.IdentityRequest;
import io.saigon.api.cognito.IdentitySession;
import io.saigon.api.cognito.LoginRequest;
import io.saigon.api.cognito.UserGroup;
import io.saigon.api.error.AuthenticationException;
import io.saigon.api.error.ClosedException;
import io.saigon.aws.VertxAws;
import io.saigon.cognito.fixture.LocalCognito;
import io.saigon.testkit.LocalRole;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityAsyncClient;
import software.amazon.awssdk.services.cognitoidentity.model.RoleMapping;
import software.amazon.awssdk.services.cognitoidentity.model.RoleMappingType;

/** Guests and users of an identity pool of the local AWS. */
class IdentitiesIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/";

  private static LocalCognito local;
  private static CognitoClient cognito;
  private static CognitoIdentities identities;

  @BeforeAll
  static void start() {
    local = new LocalCognito();
    cognito = local.passwordClient();
    local.aws.userPool().createUser("ann", PASSWORD);
    local.aws.userPool().createUser("bob", PASSWORD);
    try (CognitoIdentityAsyncClient sdk =
        VertxAws.of(local.saigon.context())
            .configure(CognitoIdentityAsyncClient.builder())
            .build()) {
      String pool =
          sdk.createIdentityPool(
                  r ->
                      r.identityPoolName("guests")
                          .allowUnauthenticatedIdentities(true)
                          .allowClassicFlow(true)
                          .developerProviderName("login.orders")
                          .cognitoIdentityProviders(
                              p ->
                                  p.providerName(cognito.cognitoUrl())
                                      .clientId(local.config().clientId())))
              .join()
              .identityPoolId();
      sdk.setIdentityPoolRoles(
              r ->
                  r.identityPoolId(pool)
                      .roles(
                          Map.of("authenticated", ROLE + "user", "unauthenticated", ROLE + "guest"))
                      .roleMappings(
                          Map.of(
                              cognito.cognitoUrl() + ":" + local.config().clientId(),
                              RoleMapping.builder()
                                  .type(RoleMappingType.TOKEN)
                                  .ambiguousRoleResolution("AuthenticatedRole")
                                  .build())))
          .join();
      identities = local.saigon.cognitoIdentities(IdentityPoolConfig.of(pool));
    }
  }

  @AfterAll
  static void stop() {
    local.close();
  }

  @Test
  void aGuestGetsCredentialsWithoutALogInAndComesBackAsTheSame() {
    IdentitySession guest = identities.session(IdentityRequest.guest());
    IamCredentials credentials = await(guest.iamCredentials());
    assertThat(credentials.credentials().sessionToken()).isNotNull();
    IdentityRequest again = IdentityRequest.guest().withIdentityId(credentials.identityId());
    assertThat(await(identities.session(again).iamCredentials()).identityId())
        .isEqualTo(credentials.identityId());
    assertThat(await(identities.session(IdentityRequest.guest()).iamCredentials()).identityId())
        .isNotEqualTo(credentials.identityId());
  }

  @Test
  void aRefusedCredentialIsReplaced() {
    IdentitySession guest = identities.session(IdentityRequest.guest());
    IamCredentials first = await(guest.iamCredentials());
    assertThat(await(guest.renewed(first.credentials())).accessKeyId())
        .isNotEqualTo(first.credentials().accessKeyId());
  }

  @Test
  void aUserOfTheUserPoolHasOneIdentityInAllSessions() {
    CognitoSession ann = await(cognito.openSession(LoginRequest.of("ann", PASSWORD)));
    IdentitySession one = identities.session(IdentityRequest.of(ann));
    IdentitySession other = identities.session(IdentityRequest.of(ann));
    assertThat(await(one.iamCredentials()).identityId())
        .isEqualTo(await(other.iamCredentials()).identityId());
    await(ann.logout());
    assertThat(
            failure(
                AuthenticationException.class,
                identities.session(IdentityRequest.of(ann)).iamCredentials()))
        .hasMessageContaining("logged out");
  }

  @Test
  void aGuestWhoLogsInForTheFirstTimeKeepsTheIdentity() {
    local.aws.userPool().createUser("carl", PASSWORD);
    CognitoSession carl = await(cognito.openSession(LoginRequest.of("carl", PASSWORD)));
    String first = guest();
    assertThat(linked(carl, first)).isEqualTo(first);
    assertThat(linked(carl, guest())).isEqualTo(first);
  }

  @Test
  void aUserOfTheApplicationItselfHasOneIdentityThatMayHaveBeenAGuests() {
    String id = guest();
    assertThat(await(identities.developerLogins("login.orders", "dora", id)).identityId())
        .isEqualTo(id);
    IdentitySession dora =
        identities.session(
            IdentityRequest.of(() -> identities.developerLogins("login.orders", "dora", null)));
    assertThat(await(dora.iamCredentials()).identityId()).isEqualTo(id);
  }

  private static String guest() {
    return await(identities.session(IdentityRequest.guest()).iamCredentials()).identityId();
  }

  private static String linked(CognitoSession user, String guest) {
    IdentityRequest request = IdentityRequest.of(user).withIdentityId(guest);
    return await(identities.session(request).iamCredentials()).identityId();
  }

  @Test
  void aUserTakesOneOfTheRolesOfTheToken() {
    await(cognito.createGroup(new UserGroup("auditors", null, 1, ROLE + "auditor")));
    await(cognito.addUserToGroup("bob", "auditors"));
    CognitoSession bob = await(cognito.openSession(LoginRequest.of("bob", PASSWORD)));
    IdentityRequest request = IdentityRequest.of(bob);
    assertThat(
            await(identities.session(request.withCustomRoleArn(ROLE + "auditor")).iamCredentials()))
        .isNotNull();
    assertThat(
            failure(
                AuthenticationException.class,
                identities.session(request.withCustomRoleArn(ROLE + "root")).iamCredentials()))
        .hasMessageContaining("the role is one of the token's");
  }

  @Test
  void theClassicFlowGivesCredentialsOfTheNamedRole() {
    LocalRole role = local.aws.sts().createRole("classic");
    CognitoSession bob = await(cognito.openSession(LoginRequest.of("bob", PASSWORD)));
    IdentitySession session =
        identities.session(IdentityRequest.of(bob).withClassicFlow(role.arn()));
    assertThat(await(session.iamCredentials()).credentials().expiration()).isNotNull();
  }

  @Test
  void afterCloseCallsFail() {
    Saigon closed = Saigon.create(local.vertx, local.aws.saigonOptions());
    CognitoIdentities ofClosed =
        closed.cognitoIdentities(IdentityPoolConfig.of(identities.identityPoolId()));
    IdentitySession session = ofClosed.session(IdentityRequest.guest());
    await(closed.close());
    failure(ClosedException.class, session.iamCredentials());
    failure(ClosedException.class, ofClosed.developerLogins("provider", "user", null));
  }
}
