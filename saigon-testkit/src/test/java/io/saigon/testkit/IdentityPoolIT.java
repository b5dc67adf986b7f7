package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentity.model.Credentials;
import software.amazon.awssdk.services.cognitoidentity.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentity.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/** Identity tokens for temporary keys; with a local AWS of its own, whose clock is moved. */
class IdentityPoolIT {
  private final io.vertx.core.Vertx vertx = io.vertx.core.Vertx.vertx();
  private LocalAws aws;
  private CognitoIdentityClient client;

  @BeforeEach
  void start() throws Exception {
    aws = LocalAws.start(vertx).toCompletionStage().toCompletableFuture().get();
    client = Clients.identityPools(aws);
    aws.userPool().createUser("ann", "Passw0rd");
  }

  @AfterEach
  void stop() throws Exception {
    aws.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @Test
  void tokensAreSignedWithThePublishedKeyAndHaveSubjectAndAudience() throws Exception {
    aws.userPool().createGroup("readers");
    Clients.userPools(aws)
        .adminAddUserToGroup(
            r -> r.userPoolId(aws.userPool().id()).username("ann").groupName("readers"));
    Clients.userPools(aws)
        .adminUpdateUserAttributes(
            r ->
                r.userPoolId(aws.userPool().id())
                    .username("ann")
                    .userAttributes(
                        a -> a.name("email").value("ann@example.com"),
                        a -> a.name("email_verified").value("true")));
    var tokens = CognitoUsers.login(aws, "ann", "Passw0rd");
    SignedJWT id = SignedJWT.parse(tokens.idToken());
    SignedJWT access = SignedJWT.parse(tokens.accessToken());
    JWKSet keys =
        JWKSet.parse(
            Wire.get(
                    java.net.URI.create(
                        aws.endpoint() + "/" + aws.userPool().id() + "/.well-known/jwks.json"))
                .body());
    RSAKey key = keys.getKeyByKeyId(id.getHeader().getKeyID()).toRSAKey();
    assertThat(key.isPrivate()).isFalse();
    assertThat(id.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(access.verify(new RSASSAVerifier(key))).isTrue();
    JWTClaimsSet claims = id.getJWTClaimsSet();
    assertThat(claims.getIssuer())
        .isEqualTo("https://cognito-idp.eu-west-1.amazonaws.com/" + aws.userPool().id());
    assertThat(claims.getAudience()).containsExactly(aws.userPool().clientId());
    assertThat(claims.getStringClaim("token_use")).isEqualTo("id");
    assertThat(claims.getStringClaim("cognito:username")).isEqualTo("ann");
    assertThat(claims.getStringListClaim("cognito:groups")).containsExactly("readers");
    assertThat(claims.getStringClaim("email")).isEqualTo("ann@example.com");
    assertThat(claims.getBooleanClaim("email_verified")).isTrue();
    assertThat(claims.getExpirationTime().toInstant())
        .isEqualTo(claims.getIssueTime().toInstant().plus(Duration.ofHours(1)));
    assertThat(claims.getLongClaim("auth_time"))
        .isEqualTo(claims.getIssueTime().toInstant().getEpochSecond());
    assertThat(access.getJWTClaimsSet().getStringClaim("token_use")).isEqualTo("access");
    assertThat(access.getJWTClaimsSet().getStringClaim("client_id"))
        .isEqualTo(aws.userPool().clientId());
    assertThat(access.getJWTClaimsSet().getSubject()).isEqualTo(claims.getSubject());
    assertThat(access.getJWTClaimsSet().getAudience()).isEmpty();
  }

  @Test
  void anIdentityIsTheSameForTheSameUser() {
    assertThat(getId(idToken())).isEqualTo(getId(idToken())).startsWith("eu-west-1:");
    aws.userPool().createUser("bob", "Passw0rd");
    assertThat(getId(CognitoUsers.login(aws, "bob", "Passw0rd").idToken()))
        .isNotEqualTo(getId(idToken()));
  }

  @Test
  void theKeysAreAcceptedByEveryServiceUntilTheyExpire() {
    Credentials keys = credentials();
    assertThat(keys.accessKeyId()).startsWith("ASIA");
    assertThat(keys.expiration())
        .isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
    var provider =
        StaticCredentialsProvider.create(
            AwsSessionCredentials.create(
                keys.accessKeyId(), keys.secretKey(), keys.sessionToken()));
    var secrets = Clients.secrets(aws, provider);
    var s3 = Clients.s3(aws, provider);
    assertThat(secrets.listSecrets().secretList()).isEmpty();
    assertThat(s3.listBuckets().buckets()).isEmpty();
    aws.clock().advance(Duration.ofMinutes(61));
    assertThatThrownBy(s3::listBuckets)
        .isInstanceOf(S3Exception.class)
        .extracting(e -> ((S3Exception) e).awsErrorDetails().errorCode())
        .isEqualTo("ExpiredToken");
    assertThatThrownBy(secrets::listSecrets)
        .isInstanceOf(SecretsManagerException.class)
        .hasMessageContaining("The security token included in the request is expired");
  }

  @Test
  void anExpiredTokenIsRefused() {
    String token = idToken();
    aws.clock().advance(Duration.ofMinutes(61));
    assertThatThrownBy(() -> getId(token))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid login token. Token expired");
  }

  @Test
  void aTokenOfAClientThatThePoolDoesNotTrustIsRefused() {
    LocalUserPool other = aws.createUserPool("other");
    assertThatThrownBy(
            () ->
                client.getId(
                    r ->
                        r.identityPoolId(other.identityPoolId())
                            .logins(Map.of(CognitoUsers.provider(aws), idToken()))))
        .isInstanceOf(NotAuthorizedException.class);
    String untrustedClient =
        Clients.userPools(aws)
            .createUserPoolClient(
                r ->
                    r.userPoolId(aws.userPool().id())
                        .clientName("stranger")
                        .explicitAuthFlowsWithStrings("ALLOW_USER_PASSWORD_AUTH"))
            .userPoolClient()
            .clientId();
    String token =
        Clients.userPools(aws)
            .initiateAuth(
                r ->
                    r.authFlow("USER_PASSWORD_AUTH")
                        .clientId(untrustedClient)
                        .authParameters(Map.of("USERNAME", "ann", "PASSWORD", "Passw0rd")))
            .authenticationResult()
            .idToken();
    assertThatThrownBy(() -> getId(token))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Incorrect token audience");
  }

  @Test
  void aTokenThatAnotherKeySignedIsRefused() throws Exception {
    SignedJWT real = SignedJWT.parse(idToken());
    RSAKey key = new RSAKeyGenerator(2048).keyID(real.getHeader().getKeyID()).generate();
    SignedJWT forged =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
            real.getJWTClaimsSet());
    forged.sign(new RSASSASigner(key));
    assertThatThrownBy(() -> getId(forged.serialize()))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Invalid login token");
  }

  @Test
  void anAccessTokenIsNoLogin() {
    String token = CognitoUsers.login(aws, "ann", "Passw0rd").accessToken();
    assertThatThrownBy(() -> getId(token)).isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void aLoginUnderAnotherProvidersNameIsRefused() {
    assertThatThrownBy(
            () ->
                client.getId(
                    r ->
                        r.identityPoolId(aws.userPool().identityPoolId())
                            .logins(Map.of("accounts.google.com", idToken()))))
        .isInstanceOf(NotAuthorizedException.class)
        .hasMessageContaining("Token is not from a supported provider of this identity pool.");
    assertThatThrownBy(() -> client.getId(r -> r.identityPoolId(aws.userPool().identityPoolId())))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void aUsersTokenGetsNoKeysOfAnotherUser() {
    aws.userPool().createUser("bob", "Passw0rd");
    String annsIdentity = getId(idToken());
    String bobsToken = CognitoUsers.login(aws, "bob", "Passw0rd").idToken();
    assertThatThrownBy(
            () ->
                client.getCredentialsForIdentity(
                    r ->
                        r.identityId(annsIdentity)
                            .logins(Map.of(CognitoUsers.provider(aws), bobsToken))))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void unknownPoolsAndIdentitiesAreReported() {
    assertThatThrownBy(
            () ->
                client.getId(
                    r -> r.identityPoolId("eu-west-1:11111111-1111-1111-1111-111111111111")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(
            () ->
                client.getCredentialsForIdentity(
                    r -> r.identityId("eu-west-1:11111111-1111-1111-1111-111111111111")))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private String idToken() {
    return CognitoUsers.login(aws, "ann", "Passw0rd").idToken();
  }

  private String getId(String token) {
    return client
        .getId(
            r ->
                r.identityPoolId(aws.userPool().identityPoolId())
                    .logins(Map.of(CognitoUsers.provider(aws), token)))
        .identityId();
  }

  private Credentials credentials() {
    String token = idToken();
    return client
        .getCredentialsForIdentity(
            r -> r.identityId(getId(token)).logins(Map.of(CognitoUsers.provider(aws), token)))
        .credentials();
  }
}
