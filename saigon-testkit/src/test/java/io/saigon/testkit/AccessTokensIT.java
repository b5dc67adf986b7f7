package io.saigon.testkit;

import static io.saigon.testkit.JsonCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;

/** Expired, revoked and invalid tokens; with a local AWS of its own, whose clock is moved. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class AccessTokensIT {
  private static final String REFUSED = "NotAuthorizedException";

  private final String user = "user-" + UUID.randomUUID();
  private final LocalAws aws;
  private final UserPoolCalls users;
  private final JsonCalls calls;

  AccessTokensIT(LocalAws aws) {
    this.aws = aws;
    users = UserPoolCalls.of(aws);
    calls = new JsonCalls(aws, "cognito-idp").with("app", users.app());
    aws.userPool().createUser(user, "Passw0rd");
  }

  static Stream<String> operations() {
    return Stream.of(
        "GetUser",
        "ChangePassword",
        "UpdateUserAttributes",
        "DeleteUser",
        "GlobalSignOut",
        "AssociateSoftwareToken",
        "VerifySoftwareToken",
        "SetUserMFAPreference");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aTokenOfAnotherPoolIsRefused(String operation) throws Exception {
    AuthenticationResultType tokens = login();
    JWTClaimsSet claims = SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet();
    RSAKey key = new RSAKeyGenerator(2048).generate();
    SignedJWT forged = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims);
    forged.sign(new RSASSASigner(key));
    refuses(operation, tokens.idToken(), "Invalid Access Token");
    refuses(operation, forged.serialize(), "Invalid Access Token");
    refuses(operation, "x.y.z", "Could not verify signature for Access Token");
    refuses(operation, new PlainJWT(claims).serialize(), "Could not verify signature");
    JWTClaimsSet foreign =
        new JWTClaimsSet.Builder(claims).issuer("https://example.com/eu-west-1_None").build();
    SignedJWT foreignToken = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), foreign);
    foreignToken.sign(new RSASSASigner(key));
    refuses(operation, foreignToken.serialize(), "Invalid Access Token");
    assertThat(login()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aRevokedTokenIsRefused(String operation) {
    AuthenticationResultType tokens = login();
    users.client().adminUserGlobalSignOut(r -> r.userPoolId(users.pool()).username(user));
    refuses(operation, tokens.accessToken(), "Access Token has been revoked");
    assertThat(login()).isNotNull();
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aTokenThatHasExpiredIsRefused(String operation) {
    AuthenticationResultType tokens = login();
    aws.clock().advance(Duration.ofMinutes(61));
    refuses(operation, tokens.accessToken(), "Access Token has expired");
    assertThat(login()).isNotNull();
  }

  @Test
  void aRefreshTokenIsValidForThirtyDays() {
    String token = login().refreshToken();
    aws.clock().advance(Duration.ofDays(29));
    assertThat(users.refresh(token).authenticationResult().accessToken()).isNotEmpty();
    aws.clock().advance(Duration.ofDays(1).plusSeconds(1));
    refusesRefresh(token, "Refresh Token has expired");
  }

  @Test
  void madeUpAndRevokedRefreshTokensAreRefused() {
    refusesRefresh("made-up", "Invalid Refresh Token");
    AuthenticationResultType tokens = login();
    refusesRefresh(tokens.accessToken(), "Invalid Refresh Token");
    users.client().revokeToken(r -> r.clientId(users.app()).token(tokens.refreshToken()));
    refusesRefresh(tokens.refreshToken(), "Refresh Token has been revoked");
    refuses("GetUser", tokens.accessToken(), "Access Token has been revoked");
    AuthenticationResultType next = login();
    users.client().globalSignOut(r -> r.accessToken(next.accessToken()));
    refusesRefresh(next.refreshToken(), "Refresh Token has been revoked");
  }

  @Test
  void aTokenOfADeletedUserIsRefused() {
    for (String ending : List.of("AdminDeleteUser", "AdminDisableUser")) {
      String name = user + ending;
      aws.userPool().createUser(name, "Passw0rd");
      AuthenticationResultType tokens = users.login(name, "Passw0rd").authenticationResult();
      calls.answer(ending, "{'UserPoolId':'" + users.pool() + "','Username':'" + name + "'}");
      boolean isDeleted = ending.equals("AdminDeleteUser");
      assertRefused(
          calls.unsigned("GetUser", "{'AccessToken':'" + tokens.accessToken() + "'}"),
          isDeleted ? "UserNotFoundException" : REFUSED,
          isDeleted ? "User does not exist." : "Access Token has been revoked");
      assertThat(refresh(tokens.refreshToken())).contains(REFUSED);
    }
  }

  @Test
  void tokensContainNoClaimsOfAbsentAttributes() throws Exception {
    AuthenticationResultType tokens = login();
    JWTClaimsSet id = SignedJWT.parse(tokens.idToken()).getJWTClaimsSet();
    JWTClaimsSet access = SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet();
    assertThat(id.getClaims())
        .doesNotContainKeys(
            "cognito:groups",
            "cognito:roles",
            "cognito:preferred_role",
            "email",
            "client_id",
            "scope",
            "username");
    assertThat(access.getClaims())
        .doesNotContainKeys("cognito:groups", "cognito:username", "aud", "email");
    assertThat(id.getJWTID()).isNotEqualTo(access.getJWTID());
    assertThat(id.getClaim("origin_jti")).isEqualTo(access.getClaim("origin_jti"));
    aws.clock().advance(Duration.ofMinutes(10));
    var refreshed = users.refresh(tokens.refreshToken()).authenticationResult();
    JWTClaimsSet later = SignedJWT.parse(refreshed.idToken()).getJWTClaimsSet();
    assertThat(later.getClaim("auth_time")).isEqualTo(id.getClaim("auth_time"));
    assertThat(later.getIssueTime()).isAfter(id.getIssueTime());
    assertThat(later.getClaim("origin_jti")).isEqualTo(id.getClaim("origin_jti"));
  }

  @Test
  void eachPoolHasAKeyOfItsOwn() throws Exception {
    SignedJWT token = SignedJWT.parse(login().idToken());
    assertThat(token.verify(new RSASSAVerifier(keyOf(users.pool())))).isTrue();
    RSAKey other = keyOf(aws.createUserPool("other").id());
    assertThat(token.verify(new RSASSAVerifier(other))).isFalse();
    assertThat(other.getKeyID()).isNotEqualTo(token.getHeader().getKeyID());
    assertThat(other.isPrivate()).isFalse();
  }

  private RSAKey keyOf(String pool) throws Exception {
    URI keys = URI.create(aws.endpoint() + "/" + pool + "/.well-known/jwks.json");
    return JWKSet.parse(Wire.get(keys).body()).getKeys().get(0).toRSAKey();
  }

  private AuthenticationResultType login() {
    return users.login(user, "Passw0rd").authenticationResult();
  }

  private void refuses(String operation, String token, String message) {
    assertRefused(
        calls.unsigned(
            operation,
            "{'AccessToken':'"
                + token
                + "', 'PreviousPassword':'Passw0rd', 'ProposedPassword':'Passw0rd',"
                + " 'UserAttributes':[], 'UserCode':'123456'}"),
        REFUSED,
        message);
  }

  private void refusesRefresh(String token, String message) {
    assertThat(refresh(token)).contains(REFUSED, message);
    assertRefused(
        calls.unsigned(
            "GetTokensFromRefreshToken", "{'ClientId':'$app', 'RefreshToken':'" + token + "'}"),
        REFUSED,
        message);
  }

  private String refresh(String token) {
    return calls
        .unsigned(
            "InitiateAuth",
            "{'ClientId':'$app', 'AuthFlow':'REFRESH_TOKEN_AUTH', 'AuthParameters':{'REFRESH_TOKEN':'"
                + token
                + "'}}")
        .body();
  }
}
