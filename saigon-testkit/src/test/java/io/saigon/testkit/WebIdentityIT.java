package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;

/** Roles for OpenID Connect tokens, by the SDK's own client. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class WebIdentityIT {
  private static final String ISSUER = "https://oidc.example.com/a";
  private static final Duration HOUR = Duration.ofHours(1);

  private static AssumeRoleWithWebIdentityResponse assume(
      LocalAws aws, String roleArn, String token) {
    return Clients.tokens(aws)
        .assumeRoleWithWebIdentity(
            r -> r.roleArn(roleArn).roleSessionName("pod").webIdentityToken(token));
  }

  private static void assertRefused(
      LocalAws aws, LocalRole role, String token, int status, String code, String message) {
    assertThatThrownBy(() -> assume(aws, role.arn(), token))
        .isInstanceOfSatisfying(
            AwsServiceException.class,
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
              assertThat(e.awsErrorDetails().errorMessage()).contains(message);
              assertThat(e.statusCode()).isEqualTo(status);
            });
  }

  @Test
  void aProvidersTokenGetsKeysOfTheRole(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    LocalOpenIdProvider provider = aws.sts().createOpenIdProvider(ISSUER, Set.of("mine"));
    var answer = assume(aws, role.arn(), provider.token("ann", "mine", HOUR));
    assertThat(answer.subjectFromWebIdentityToken()).isEqualTo("ann");
    assertThat(answer.audience()).isEqualTo("mine");
    assertThat(answer.provider())
        .isEqualTo("arn:aws:iam::000000000000:oidc-provider/oidc.example.com/a");
    assertThat(Clients.caller(aws, TokensIT.keys(answer.credentials())))
        .isEqualTo("arn:aws:sts::000000000000:assumed-role/orders/pod");
  }

  @Test
  void aTokenIsCheckedInEveryPart(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    LocalOpenIdProvider provider = aws.sts().createOpenIdProvider(ISSUER, Set.of("mine"));
    String good = provider.token("ann", "mine", HOUR);
    assertRefused(
        aws,
        role,
        provider.token("ann", "other", HOUR),
        400,
        "InvalidIdentityToken",
        "Incorrect token audience");
    assertRefused(
        aws,
        role,
        provider.token("ann", "mine", HOUR, Map.of("iss", "https://other.example.com")),
        400,
        "InvalidIdentityToken",
        "No OpenIDConnect provider found in your account for https://other.example.com");
    assertRefused(aws, role, "nonsense", 400, "InvalidIdentityToken", "not a valid JWT");
    aws.clock().advance(HOUR);
    assertRefused(aws, role, good, 400, "ExpiredTokenException", "must be before the expiration");
    aws.clock().reset();
    provider.rotateKey();
    assertRefused(aws, role, good, 400, "InvalidIdentityToken", "verification key");
  }

  @Test
  void aRoleTrustsItsSubjectAlone(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    role.requireSubject("ann");
    LocalOpenIdProvider provider = aws.sts().createOpenIdProvider(ISSUER, Set.of("mine"));
    assertThat(assume(aws, role.arn(), provider.token("ann", "mine", HOUR)).credentials())
        .isNotNull();
    assertRefused(
        aws,
        role,
        provider.token("bob", "mine", HOUR),
        403,
        "AccessDenied",
        "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    assertThatThrownBy(
            () -> Clients.tokens(aws).assumeRole(r -> r.roleArn(role.arn()).roleSessionName("me")))
        .hasMessageContaining("not authorized");
  }

  @Test
  void aProviderOfATestIsTrustedByItsKeys(LocalAws aws) throws Exception {
    LocalRole role = aws.sts().createRole("orders");
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
    aws.sts()
        .trustOpenIdProvider(
            ISSUER, Set.of("mine"), new JsonObject(new JWKSet(key.toPublicJWK()).toString()));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("k1").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("ann")
                .audience("mine")
                .expirationTime(Date.from(aws.clock().instant().plus(HOUR)))
                .build());
    token.sign(new ECDSASigner(key));
    assertThat(assume(aws, role.arn(), token.serialize()).subjectFromWebIdentityToken())
        .isEqualTo("ann");
    String[] parts = token.serialize().split("\\.");
    assertRefused(
        aws,
        role,
        parts[0] + "." + parts[1] + "." + new StringBuilder(parts[2]).reverse(),
        400,
        "InvalidIdentityToken",
        "verification key");
  }

  @Test
  void usersOfAUserPoolAndTheirIdentitiesAreTrusted(LocalAws aws) {
    LocalRole role = aws.sts().createRole("orders");
    String sub = aws.userPool().createUser("ann", "Passw0rd");
    String idToken = CognitoUsers.login(aws, "ann", "Passw0rd").idToken();
    var byUser = assume(aws, role.arn(), idToken);
    assertThat(byUser.subjectFromWebIdentityToken()).isEqualTo(sub);
    assertThat(byUser.audience()).isEqualTo(aws.userPool().clientId());
    assertRefused(
        aws,
        role,
        CognitoUsers.login(aws, "ann", "Passw0rd").accessToken(),
        400,
        "InvalidIdentityToken",
        "");
    var client = Clients.identityPools(aws);
    Map<String, String> logins = Map.of(CognitoUsers.provider(aws), idToken);
    String id =
        client
            .getId(r -> r.identityPoolId(aws.userPool().identityPoolId()).logins(logins))
            .identityId();
    var byIdentity =
        assume(
            aws, role.arn(), client.getOpenIdToken(r -> r.identityId(id).logins(logins)).token());
    assertThat(byIdentity.provider()).isEqualTo("cognito-identity.amazonaws.com");
    assertThat(byIdentity.subjectFromWebIdentityToken()).isEqualTo(id);
    assertThat(byIdentity.audience()).isEqualTo(aws.userPool().identityPoolId());
  }

  @Test
  void aPodsEnvironmentNamesItsRoleAndATokenForIt(LocalAws aws) throws Exception {
    Map<String, String> environment = aws.pod().webIdentityEnvironment();
    assertThat(environment)
        .containsKeys("AWS_ENDPOINT_URL", "AWS_CA_BUNDLE", "AWS_REGION")
        .doesNotContainKeys("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    Path file = Path.of(environment.get("AWS_WEB_IDENTITY_TOKEN_FILE"));
    String role = environment.get("AWS_ROLE_ARN");
    String first = Files.readString(file);
    assertThat(assume(aws, role, first).subjectFromWebIdentityToken())
        .isEqualTo("system:serviceaccount:default:local");
    aws.clock().advance(Duration.ofDays(1));
    assertThatThrownBy(() -> assume(aws, role, first)).hasMessageContaining("Token expired");
    aws.pod().renewTokens();
    assertThat(assume(aws, role, Files.readString(file)).credentials()).isNotNull();
    Await.await(aws.stop());
    assertThat(file).doesNotExist();
    assertThat(file.getParent()).doesNotExist();
  }
}
