package io.saigon.testkit;

import static io.saigon.testkit.JsonCalls.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signatures and required members of every operation of the JSON services. */
@ExtendWith(LocalAwsExtension.class)
class EveryOperationIT {
  private static final String USERS_SIGNED =
      """
      CreateUserPool DescribeUserPool DeleteUserPool ListUserPools
      CreateUserPoolClient DescribeUserPoolClient DeleteUserPoolClient ListUserPoolClients
      CreateGroup GetGroup DeleteGroup ListGroups ListUsersInGroup
      AdminAddUserToGroup AdminRemoveUserFromGroup AdminListGroupsForUser
      AdminCreateUser AdminGetUser AdminDeleteUser AdminConfirmSignUp AdminSetUserPassword
      AdminUpdateUserAttributes AdminDisableUser AdminEnableUser AdminResetUserPassword
      AdminUserGlobalSignOut AdminSetUserMFAPreference ListUsers
      SetUserPoolMfaConfig GetUserPoolMfaConfig UpdateUserPool UpdateUserPoolClient UpdateGroup
      AdminDeleteUserAttributes AddCustomAttributes
      TagResource UntagResource ListTagsForResource
      AdminGetDevice AdminListDevices AdminUpdateDeviceStatus AdminForgetDevice
      AdminInitiateAuth AdminRespondToAuthChallenge
      CreateUserPoolDomain DescribeUserPoolDomain UpdateUserPoolDomain DeleteUserPoolDomain
      CreateResourceServer DescribeResourceServer UpdateResourceServer DeleteResourceServer
      ListResourceServers
      """;
  private static final String USERS_OPEN =
      """
      SignUp ConfirmSignUp ResendConfirmationCode ForgotPassword ConfirmForgotPassword
      InitiateAuth RespondToAuthChallenge GetTokensFromRefreshToken RevokeToken
      GetUser GetUserAuthFactors ChangePassword UpdateUserAttributes DeleteUser GlobalSignOut
      AssociateSoftwareToken VerifySoftwareToken SetUserMFAPreference
      GetUserAttributeVerificationCode VerifyUserAttribute DeleteUserAttributes
      ConfirmDevice GetDevice ListDevices UpdateDeviceStatus ForgetDevice
      StartWebAuthnRegistration CompleteWebAuthnRegistration ListWebAuthnCredentials
      DeleteWebAuthnCredential
      """;
  private static final String IDENTITIES_SIGNED =
      """
      CreateIdentityPool DescribeIdentityPool UpdateIdentityPool DeleteIdentityPool
      ListIdentityPools SetIdentityPoolRoles GetIdentityPoolRoles
      DescribeIdentity ListIdentities DeleteIdentities
      GetOpenIdTokenForDeveloperIdentity LookupDeveloperIdentity MergeDeveloperIdentities
      UnlinkDeveloperIdentity TagResource UntagResource ListTagsForResource
      """;
  private static final String IDENTITIES_OPEN =
      "GetId GetOpenIdToken GetCredentialsForIdentity UnlinkIdentity";
  private static final String SECRETS =
      """
      CreateSecret PutSecretValue GetSecretValue BatchGetSecretValue UpdateSecret
      UpdateSecretVersionStage DeleteSecret RestoreSecret DescribeSecret ListSecrets
      ListSecretVersionIds RotateSecret CancelRotateSecret TagResource UntagResource
      GetRandomPassword
      PutResourcePolicy GetResourcePolicy DeleteResourcePolicy ValidateResourcePolicy
      """;
  private static final String PARAMETERS =
      """
      PutParameter GetParameter GetParameters GetParametersByPath GetParameterHistory
      DescribeParameters DeleteParameter DeleteParameters LabelParameterVersion
      UnlabelParameterVersion AddTagsToResource RemoveTagsFromResource ListTagsForResource
      """;

  /** Operations without a required member. */
  private static final String CONTENT =
      "ListSecrets GetRandomPassword DescribeParameters BatchGetSecretValue";

  static Stream<Arguments> signed() {
    return Stream.of(
            named("cognito-idp", USERS_SIGNED),
            named("cognito-identity", IDENTITIES_SIGNED),
            named("secretsmanager", SECRETS),
            named("ssm", PARAMETERS))
        .flatMap(operations -> operations);
  }

  static Stream<Arguments> open() {
    return Stream.concat(
        named("cognito-idp", USERS_OPEN), named("cognito-identity", IDENTITIES_OPEN));
  }

  static Stream<Arguments> demanding() {
    return Stream.concat(signed(), open())
        .filter(a -> !CONTENT.contains(String.valueOf(a.get()[1])));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("signed")
  void isRefusedWithoutAGoodSignature(String service, String operation, LocalAws aws) {
    JsonCalls calls = new JsonCalls(aws, service);
    assertRefused(
        calls.unsigned(operation, "{}"),
        "MissingAuthenticationTokenException",
        "Missing Authentication Token");
    assertRefused(
        calls.signed(signing(aws, service, "wrong"), operation, "{}"),
        "InvalidSignatureException",
        "The request signature we calculated does not match");
    var ended = aws.temporaryCredentials(Duration.ofSeconds(-1));
    assertRefused(
        calls.signed(Wire.as(aws, service, ended), operation, "{}"),
        "ExpiredTokenException",
        "is expired");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("open")
  void needsNoSignatureAndReportsMissingMembers(String service, String operation, LocalAws aws) {
    assertThat(new JsonCalls(aws, service).unsigned(operation, "{}").body())
        .contains("Member must not be null");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("demanding")
  void reportsMissingMembers(String service, String operation, LocalAws aws) {
    assertRefused(
        new JsonCalls(aws, service).signed(operation, "{}"),
        service.equals("cognito-idp") ? "InvalidParameterException" : "ValidationException",
        "failed to satisfy constraint: Member must not be null");
  }

  @ParameterizedTest(name = "{0} {1} {3}")
  @CsvSource({
    "cognito-idp, AdminAddUserToGroup, UserPoolId Username, GroupName",
    "cognito-idp, AdminRemoveUserFromGroup, UserPoolId Username, GroupName",
    "cognito-idp, AdminSetUserPassword, UserPoolId Username, Password",
    "cognito-idp, AdminUpdateUserAttributes, UserPoolId Username, UserAttributes",
    "cognito-idp, AdminGetUser, UserPoolId, Username",
    "cognito-idp, AdminInitiateAuth, UserPoolId AuthFlow, ClientId",
    "cognito-idp, CreateUserPoolClient, UserPoolId, ClientName",
    "cognito-idp, SignUp, ClientId Password, Username",
    "cognito-idp, SignUp, ClientId Username, Password",
    "cognito-idp, ConfirmSignUp, ClientId Username, ConfirmationCode",
    "cognito-idp, ConfirmForgotPassword, ClientId Username Password, ConfirmationCode",
    "cognito-idp, ChangePassword, AccessToken PreviousPassword, ProposedPassword",
    "cognito-idp, UpdateUserAttributes, AccessToken, UserAttributes",
    "cognito-idp, RespondToAuthChallenge, ClientId, ChallengeName",
    "cognito-identity, UpdateIdentityPool, IdentityPoolId IdentityPoolName, AllowUnauthenticatedIdentities",
    "cognito-identity, SetIdentityPoolRoles, IdentityPoolId, Roles",
    "cognito-identity, ListIdentities, IdentityPoolId, MaxResults",
    "secretsmanager, TagResource, SecretId, Tags",
    "secretsmanager, UntagResource, SecretId, TagKeys",
    "secretsmanager, UpdateSecretVersionStage, SecretId, VersionStage",
    "ssm, PutParameter, Name Type, Value",
    "ssm, LabelParameterVersion, Name, Labels"
  })
  void namesTheMissingMember(
      String service, String operation, String given, String missing, LocalAws aws) {
    JsonObject request = new JsonObject();
    for (String name : given.split(" ")) {
      request.put(name, "Passw0rd");
    }
    request.getMap().computeIfPresent("UserPoolId", (name, value) -> aws.userPool().id());
    request.getMap().computeIfPresent("ClientId", (name, value) -> aws.userPool().clientId());
    request.getMap().computeIfPresent("AuthFlow", (name, value) -> "ADMIN_USER_PASSWORD_AUTH");
    request
        .getMap()
        .computeIfPresent("IdentityPoolId", (name, value) -> aws.userPool().identityPoolId());
    assertRefused(
        new JsonCalls(aws, service).signed(operation, request.encode()),
        service.equals("cognito-idp") ? "InvalidParameterException" : "ValidationException",
        "Value null at '"
            + missing.substring(0, 1).toLowerCase(Locale.ROOT)
            + missing.substring(1)
            + "' failed to satisfy constraint: Member must not be null");
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("demanding")
  void refusesBodiesThatAreNotStructures(String service, String operation, LocalAws aws) {
    for (String body : new String[] {"[]", "{nonsense", everyMember()}) {
      assertRefused(
          new JsonCalls(aws, service).signed(operation, body), "SerializationException", "");
    }
  }

  /** Returns a request all of whose members have a wrong type. */
  private static String everyMember() {
    JsonObject request = new JsonObject();
    for (String name :
        ("UserPoolId ClientId PoolName AccessToken AuthFlow ChallengeName IdentityPoolId IdentityId"
                + " IdentityPoolName AllowUnauthenticatedIdentities MaxResults IdentityIdsToDelete"
                + " SecretId Name Names Path ClientRequestToken Token RefreshToken Password UserCode"
                + " Username GroupName UserAttributes ConfirmationCode ProposedPassword"
                + " VersionStage Tags TagKeys Labels UserAttributeNames"
                + " CustomAttributes AttributeName Code Logins LoginsToRemove ResourceArn"
                + " ResourcePolicy ResourceType ResourceId ParameterVersion SourceUserIdentifier"
                + " DestinationUserIdentifier DeveloperProviderName DeveloperUserIdentifier Domain")
            .split(" ")) {
      request.put(name, new JsonObject());
    }
    return request.encode();
  }

  private static Wire.Signing signing(LocalAws aws, String service, String secret) {
    return new Wire.Signing(
        AwsCredentialsIdentity.create(aws.accessKeyId(), secret),
        aws.region(),
        service,
        aws.clock());
  }

  private static Stream<Arguments> named(String service, String operations) {
    return Stream.of(operations.strip().split("\\s+")).map(name -> Arguments.of(service, name));
  }
}
