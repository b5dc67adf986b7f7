package io.saigon.testkit;

import static io.saigon.testkit.JsonCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;

/** Checks of identity pools on logins; with a local AWS of its own, whose clock is moved. */
@FreshLocalAws
@ExtendWith(LocalAwsExtension.class)
class LoginTokensIT {
  private static final String REQUEST =
      "{'IdentityPoolId':'$pool', 'IdentityId':'$id', 'Logins':{'$provider':'$token'}}";

  private LocalAws aws;
  private JsonCalls calls;
  private AuthenticationResultType tokens;

  @BeforeEach
  void logIn(LocalAws aws) {
    this.aws = aws;
    aws.userPool().createUser("ann", "Passw0rd");
    tokens = CognitoUsers.login(aws, "ann", "Passw0rd");
    calls =
        new JsonCalls(aws, "cognito-identity")
            .with("pool", aws.userPool().identityPoolId())
            .with("provider", CognitoUsers.provider(aws))
            .with("token", tokens.idToken());
    String id = answered("GetId").getString("IdentityId");
    calls.with("id", id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetId", "GetOpenIdToken", "GetCredentialsForIdentity"})
  void aTokenMustBeAValidIdTokenOfThePool(String operation) throws Exception {
    assertThat(answered(operation).getString("IdentityId")).isNotNull();
    JWTClaimsSet claims = SignedJWT.parse(tokens.idToken()).getJWTClaimsSet();
    String keyId = SignedJWT.parse(tokens.idToken()).getHeader().getKeyID();
    RSAKey key = new RSAKeyGenerator(2048).keyID(keyId).generate();
    SignedJWT forged =
        new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
    forged.sign(new RSASSASigner(key));
    String[] parts = tokens.idToken().split("\\.");
    String altered =
        String.join(
            ".",
            parts[0],
            new JWTClaimsSet.Builder(claims)
                .subject("another")
                .build()
                .toPayload()
                .toBase64URL()
                .toString(),
            parts[2]);
    String unverified = "Invalid login token. Couldn't verify signed token.";
    for (String token :
        List.of(
            forged.serialize(),
            altered,
            tokens.accessToken(),
            new PlainJWT(claims).serialize(),
            "x.y.z",
            "nonsense")) {
      refuses(operation, token, unverified);
    }
    LocalUserPool other = aws.createUserPool("other");
    refuses(operation, idTokenOf(other), unverified);
    aws.clock().advance(Duration.ofMinutes(61));
    refuses(operation, tokens.idToken(), "Invalid login token. Token expired: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetId", "GetOpenIdToken", "GetCredentialsForIdentity"})
  void aTokenMustBeForAClientOfThePool(String operation) {
    UserPoolCalls users = UserPoolCalls.of(aws);
    String token =
        users
            .begin(
                users.newApp("ALLOW_USER_PASSWORD_AUTH"),
                "USER_PASSWORD_AUTH",
                java.util.Map.of("USERNAME", "ann", "PASSWORD", "Passw0rd"))
            .authenticationResult()
            .idToken();
    refuses(operation, token, "Invalid login token. Incorrect token audience.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetId", "GetOpenIdToken", "GetCredentialsForIdentity"})
  void everyLoginHasTheNameOfAProvider(String operation) {
    for (String name :
        List.of(
            "accounts.google.com",
            "cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Other0000",
            "cognito-idp.us-east-1.amazonaws.com/" + aws.userPool().id(),
            aws.userPool().id())) {
      assertRefused(
          calls.with("provider", name).unsigned(operation, REQUEST),
          "NotAuthorizedException",
          "Token is not from a supported provider of this identity pool.");
    }
    calls.with("provider", CognitoUsers.provider(aws));
    assertRefused(
        calls.unsigned(
            operation, REQUEST.replace("'Logins':{", "'Logins':{'accounts.google.com':'x', ")),
        "NotAuthorizedException",
        "Token is not from a supported provider of this identity pool.");
    assertRefused(
        calls.unsigned(operation, REQUEST.replace("'$provider':'$token'", "")),
        "NotAuthorizedException",
        operation.equals("GetId") ? "Unauthenticated access is not supported" : "is forbidden");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetOpenIdToken", "GetCredentialsForIdentity"})
  void anIdentityBelongsToOneUser(String operation) {
    aws.userPool().createUser("bob", "Passw0rd");
    refuses(operation, CognitoUsers.login(aws, "bob", "Passw0rd").idToken(), "Logins don't match.");
  }

  @ParameterizedTest
  @CsvSource({
    "GetId, IdentityPool",
    "DescribeIdentityPool, IdentityPool",
    "UpdateIdentityPool, IdentityPool",
    "DeleteIdentityPool, IdentityPool",
    "SetIdentityPoolRoles, IdentityPool",
    "GetIdentityPoolRoles, IdentityPool",
    "ListIdentities, IdentityPool",
    "GetOpenIdToken, Identity",
    "GetCredentialsForIdentity, Identity",
    "DescribeIdentity, Identity"
  })
  void missingEntitiesAndMalformedIdsAreReported(String operation, String kind) {
    String name = kind.equals("Identity") ? "id" : "pool";
    String request =
        REQUEST.replace(
            "{'Id",
            "{'MaxResults':1,'IdentityPoolName':'x','AllowUnauthenticatedIdentities':false,"
                + "'Roles':{},'Id");
    String unknown = "eu-west-1:11111111-1111-1111-1111-111111111111";
    calls
        .with(name, unknown)
        .assertRefused(
            operation,
            request,
            "ResourceNotFoundException",
            kind + " '" + unknown + "' not found.");
    for (String id : List.of("none", "eu-west-1:NONE", "eu-west-1_AbC")) {
      calls
          .with(name, id)
          .assertRefused(
              operation,
              request,
              "ValidationException",
              "1 validation error detected: Value '"
                  + id
                  + "' at 'identity"
                  + kind.substring("Identity".length())
                  + "Id' failed to satisfy constraint: Member must satisfy regular expression"
                  + " pattern: [\\w-]+:[0-9a-f-]+");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ListIdentityPools", "ListIdentities"})
  void madeUpPageTokensAndLimitsOutOfRangeAreRefused(String operation) {
    String some = "{'IdentityPoolId':'$pool', 'MaxResults':";
    calls.assertRefused(
        operation, some + "61}", "ValidationException", "value less than or equal to 60");
    calls.assertRefused(
        operation, some + "0}", "ValidationException", "value greater than or equal to 1");
    calls.assertRefused(
        operation,
        some + "1,'NextToken':'made-up'}",
        "InvalidParameterException",
        "Invalid pagination token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GetOpenIdToken", "GetCredentialsForIdentity", "DescribeIdentity"})
  void anIdentityEndsWithItsDeletionOrThatOfItsPool(String operation) {
    calls.answer("DeleteIdentities", "{'IdentityIdsToDelete':['$id']}");
    calls.assertRefused(operation, REQUEST, "ResourceNotFoundException", "not found.");
    String next = answered("GetId").getString("IdentityId");
    calls.with("id", next);
    assertThat(calls.signed(operation, REQUEST).statusCode()).isEqualTo(200);
    calls.answer("DeleteIdentityPool", "{'IdentityPoolId':'$pool'}");
    calls.assertRefused(operation, REQUEST, "ResourceNotFoundException", "not found.");
    calls.assertRefused("GetId", REQUEST, "ResourceNotFoundException", "not found.");
  }

  private void refuses(String operation, String token, String message) {
    assertRefused(
        calls.with("token", token).unsigned(operation, REQUEST), "NotAuthorizedException", message);
    calls.with("token", tokens.idToken());
  }

  private JsonObject answered(String operation) {
    return new JsonObject(calls.unsigned(operation, REQUEST).body());
  }

  private String idTokenOf(LocalUserPool pool) {
    pool.createUser("ann", "Passw0rd");
    return Clients.userPools(aws)
        .initiateAuth(
            r ->
                r.authFlow("USER_PASSWORD_AUTH")
                    .clientId(pool.clientId())
                    .authParameters(java.util.Map.of("USERNAME", "ann", "PASSWORD", "Passw0rd")))
        .authenticationResult()
        .idToken();
  }
}
