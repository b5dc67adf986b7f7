package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.*;

/** Identity pools, their identities, roles and tokens, by AWS's own client. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class IdentityPoolAdministrationIT {
  private static final String ROLE = "arn:aws:iam::000000000000:role/";

  private LocalAws aws;
  private CognitoIdentityClient client;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    client = Clients.identityPools(aws);
    aws.userPool().createUser("ann", "Passw0rd");
  }

  @Test
  void aPoolIsMadeDescribedChangedListedAndDeleted() {
    String id = create(false, aws.userPool().clientId());
    DescribeIdentityPoolResponse made = client.describeIdentityPool(r -> r.identityPoolId(id));
    assertThat(made.identityPoolName()).isEqualTo("mine");
    assertThat(made.allowUnauthenticatedIdentities()).isFalse();
    assertThat(made.cognitoIdentityProviders().get(0).clientId())
        .isEqualTo(aws.userPool().clientId());
    client.updateIdentityPool(
        r -> r.identityPoolId(id).identityPoolName("other").allowUnauthenticatedIdentities(true));
    assertThat(client.describeIdentityPool(r -> r.identityPoolId(id)))
        .satisfies(
            p -> {
              assertThat(p.identityPoolName()).isEqualTo("other");
              assertThat(p.allowUnauthenticatedIdentities()).isTrue();
            });
    ListIdentityPoolsResponse first = client.listIdentityPools(r -> r.maxResults(1));
    assertThat(first.identityPools()).hasSize(1);
    assertThat(
            client
                .listIdentityPools(r -> r.maxResults(1).nextToken(first.nextToken()))
                .identityPools())
        .extracting(IdentityPoolShortDescription::identityPoolId)
        .containsExactly(id);
    assertThatThrownBy(() -> client.listIdentityPools(r -> r.maxResults(1).nextToken("x")))
        .isInstanceOf(InvalidParameterException.class);
    client.deleteIdentityPool(r -> r.identityPoolId(id));
    assertThatThrownBy(() -> client.describeIdentityPool(r -> r.identityPoolId(id)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void identitiesAreDescribedListedAndDeleted() {
    String pool = aws.userPool().identityPoolId();
    String id = client.getId(r -> r.identityPoolId(pool).logins(logins())).identityId();
    assertThat(client.describeIdentity(r -> r.identityId(id)).logins())
        .containsExactly(CognitoUsers.provider(aws));
    assertThat(client.listIdentities(r -> r.identityPoolId(pool).maxResults(10)).identities())
        .extracting(IdentityDescription::identityId)
        .containsExactly(id);
    assertThat(client.deleteIdentities(r -> r.identityIdsToDelete(id)).unprocessedIdentityIds())
        .isEmpty();
    assertThatThrownBy(() -> client.describeIdentity(r -> r.identityId(id)))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThat(client.deleteIdentities(r -> r.identityIdsToDelete(id)).unprocessedIdentityIds())
        .hasSize(1);
  }

  @Test
  void anOpenIdTokenOfAnIdentityIsValidForTenMinutes() throws Exception {
    String pool = aws.userPool().identityPoolId();
    String id = client.getId(r -> r.identityPoolId(pool).logins(logins())).identityId();
    SignedJWT token =
        SignedJWT.parse(client.getOpenIdToken(r -> r.identityId(id).logins(logins())).token());
    JWKSet keys =
        JWKSet.parse(Wire.get(URI.create(aws.endpoint() + "/.well-known/jwks_uri")).body());
    assertThat(token.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS512);
    assertThat(
            token.verify(
                new RSASSAVerifier(keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey())))
        .isTrue();
    JWTClaimsSet claims = token.getJWTClaimsSet();
    assertThat(claims.getIssuer()).isEqualTo("https://cognito-identity.amazonaws.com");
    assertThat(claims.getSubject()).isEqualTo(id);
    assertThat(claims.getAudience()).containsExactly(pool);
    assertThat(claims.getStringListClaim("amr"))
        .hasSize(3)
        .startsWith("authenticated", CognitoUsers.provider(aws));
    assertThat(claims.getExpirationTime().toInstant())
        .isEqualTo(claims.getIssueTime().toInstant().plus(Duration.ofMinutes(10)));
    assertThatThrownBy(() -> client.getOpenIdToken(r -> r.identityId(id)))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("is forbidden");
    aws.userPool().createUser("bob", "Passw0rd");
    String other = CognitoUsers.login(aws, "bob", "Passw0rd").idToken();
    assertThatThrownBy(
            () ->
                client.getOpenIdToken(
                    r -> r.identityId(id).logins(Map.of(CognitoUsers.provider(aws), other))))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Logins don't match");
  }

  @Test
  void guestsGetIdentitiesIfThePoolAllowsThem() {
    String pool = create(true, aws.userPool().clientId());
    String id = client.getId(r -> r.identityPoolId(pool)).identityId();
    assertThat(client.getId(r -> r.identityPoolId(pool)).identityId()).isNotEqualTo(id);
    assertThatThrownBy(() -> client.getCredentialsForIdentity(r -> r.identityId(id)))
        .isInstanceOf(InvalidIdentityPoolConfigurationException.class);
    client.setIdentityPoolRoles(
        r -> r.identityPoolId(pool).roles(Map.of("unauthenticated", ROLE + "guest")));
    assertThat(client.getCredentialsForIdentity(r -> r.identityId(id)).credentials().sessionToken())
        .isNotEmpty();
    assertThatThrownBy(() -> client.getId(r -> r.identityPoolId(aws.userPool().identityPoolId())))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Unauthenticated access is not supported");
  }

  @Test
  void rolesFollowTheMappingAndUsersWithoutOneMayBeRefused() {
    String client1 = aws.userPool().clientId();
    String pool = create(false, client1);
    String mapping = CognitoUsers.provider(aws) + ":" + client1;
    setRoles(pool, mapping, r -> r.type(RoleMappingType.TOKEN).ambiguousRoleResolution("Deny"));
    GetIdentityPoolRolesResponse roles = client.getIdentityPoolRoles(r -> r.identityPoolId(pool));
    assertThat(roles.roles()).containsEntry("authenticated", ROLE + "user");
    assertThat(roles.roleMappings().get(mapping).type()).isEqualTo(RoleMappingType.TOKEN);
    String id = client.getId(r -> r.identityPoolId(pool).logins(logins())).identityId();
    assertThatThrownBy(() -> credentials(id, null)).isInstanceOf(NotAuthorizedException.class);
    group("writers", 2, "writer");
    group("readers", 1, "reader");
    assertThat(credentials(id, null)).isNotNull();
    assertThat(credentials(id, ROLE + "writer")).isNotNull();
    assertThatThrownBy(() -> credentials(id, ROLE + "admin"))
        .isInstanceOf(NotAuthorizedException.class);
    assertThatThrownBy(
            () ->
                client.setIdentityPoolRoles(
                    r -> r.identityPoolId(pool).roles(Map.of("somebody", ROLE + "x"))))
        .isInstanceOf(CognitoIdentityException.class)
        .hasMessageContaining(
            "Map keys must satisfy constraint: [Member must satisfy regular expression pattern: (un)?authenticated]");
  }

  @Test
  void rulesMatchByTheirTypeAndUnknownTypesAreRefused() {
    String app = aws.userPool().clientId();
    String pool = create(false, app);
    String mapping = CognitoUsers.provider(aws) + ":" + app;
    setRoles(pool, mapping, rule("Equals", "ann"));
    String id = client.getId(r -> r.identityPoolId(pool).logins(logins())).identityId();
    for (String[] good :
        new String[][] {
          {"Equals", "ann"}, {"Contains", "nn"}, {"StartsWith", "an"}, {"NotEqual", "bob"}
        }) {
      setRoles(pool, mapping, rule(good[0], good[1]));
      assertThat(credentials(id, null)).as(good[0]).isNotNull();
    }
    for (String[] bad :
        new String[][] {
          {"Equals", "an"}, {"Contains", "bob"}, {"StartsWith", "nn"}, {"NotEqual", "ann"}
        }) {
      setRoles(pool, mapping, rule(bad[0], bad[1]));
      assertThatThrownBy(() -> credentials(id, null))
          .as(bad[0])
          .isInstanceOf(NotAuthorizedException.class);
    }
    assertThatThrownBy(() -> setRoles(pool, mapping, rule("EndsWith", "n")))
        .isInstanceOf(CognitoIdentityException.class)
        .hasMessageContaining("enum value set: [Equals, Contains, StartsWith, NotEqual]");
    assertThatThrownBy(() -> setRoles(pool, mapping, r -> r.type("Guess")))
        .isInstanceOf(CognitoIdentityException.class)
        .hasMessageContaining("enum value set: [Token, Rules]");
    assertThatThrownBy(() -> setRoles(pool, mapping, rule("Equals", null)))
        .isInstanceOf(CognitoIdentityException.class)
        .hasMessageContaining(".value' failed to satisfy constraint: Member must not be null");
  }

  @Test
  void aRoleMappingNamesWhatItDoesWithoutARole() {
    String app = aws.userPool().clientId();
    String pool = create(false, app);
    String mapping = CognitoUsers.provider(aws) + ":" + app;
    assertThatThrownBy(() -> setRoles(pool, mapping, r -> r.type(RoleMappingType.TOKEN)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("AmbiguousRoleResolution");
    assertThatThrownBy(
            () ->
                setRoles(
                    pool,
                    mapping,
                    r -> r.type(RoleMappingType.RULES).ambiguousRoleResolution("Deny")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("RulesConfiguration");
    assertThat(client.getIdentityPoolRoles(r -> r.identityPoolId(pool)).hasRoleMappings())
        .isFalse();
  }

  @Test
  void aPoolHasFiftyTagsAtMost() {
    Map<String, String> tags =
        IntStream.range(0, 51).boxed().collect(Collectors.toMap(i -> "t" + i, i -> "v"));
    for (Map<String, String> refused : List.of(tags, Map.of("aws:a", "b"))) {
      assertThatThrownBy(
              () ->
                  client.createIdentityPool(
                      r ->
                          r.identityPoolName("mine")
                              .allowUnauthenticatedIdentities(true)
                              .identityPoolTags(refused)))
          .isInstanceOf(InvalidParameterException.class);
    }
    assertThat(client.listIdentityPools(r -> r.maxResults(10)).identityPools()).hasSize(1);
  }

  private static java.util.function.Consumer<RoleMapping.Builder> rule(String match, String value) {
    return r ->
        r.type(RoleMappingType.RULES)
            .ambiguousRoleResolution("Deny")
            .rulesConfiguration(
                c ->
                    c.rules(
                        rule ->
                            rule.claim("cognito:username")
                                .matchType(match)
                                .value(value)
                                .roleARN(ROLE + "b")));
  }

  @Test
  void tokensContainTheRolesOfGroupsWithThePreferredOneFirst() throws Exception {
    group("writers", 2, "writer");
    group("readers", 1, "reader");
    JWTClaimsSet claims =
        SignedJWT.parse(CognitoUsers.login(aws, "ann", "Passw0rd").idToken()).getJWTClaimsSet();
    assertThat(claims.getStringListClaim("cognito:roles"))
        .isEqualTo(List.of(ROLE + "reader", ROLE + "writer"));
    assertThat(claims.getStringClaim("cognito:preferred_role")).isEqualTo(ROLE + "reader");
  }

  private void setRoles(
      String pool, String mapping, java.util.function.Consumer<RoleMapping.Builder> rule) {
    client.setIdentityPoolRoles(
        r ->
            r.identityPoolId(pool)
                .roles(Map.of("authenticated", ROLE + "user"))
                .roleMappings(Map.of(mapping, RoleMapping.builder().applyMutation(rule).build())));
  }

  private Credentials credentials(String identity, String role) {
    return client
        .getCredentialsForIdentity(r -> r.identityId(identity).logins(logins()).customRoleArn(role))
        .credentials();
  }

  private void group(String name, int precedence, String role) {
    var users = Clients.userPools(aws);
    users.createGroup(
        r ->
            r.userPoolId(aws.userPool().id())
                .groupName(name)
                .precedence(precedence)
                .roleArn(ROLE + role));
    aws.userPool().addToGroup("ann", name);
  }

  private String create(boolean guests, String clientId) {
    return client
        .createIdentityPool(
            r ->
                r.identityPoolName("mine")
                    .allowUnauthenticatedIdentities(guests)
                    .cognitoIdentityProviders(
                        p -> p.providerName(CognitoUsers.provider(aws)).clientId(clientId)))
        .identityPoolId();
  }

  private Map<String, String> logins() {
    return Map.of(CognitoUsers.provider(aws), CognitoUsers.login(aws, "ann", "Passw0rd").idToken());
  }
}
