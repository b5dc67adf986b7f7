package io.saigon.testkit;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of each operation of user pools for missing pools, users, groups and clients. */
@ExtendWith(LocalAwsExtension.class)
class UserPoolRefusalsIT {
  /** Enough for any operation. */
  private static final String REQUEST =
      """
      {'UserPoolId':'$pool', 'Username':'$user', 'GroupName':'$group', 'ClientId':'$app',
       'ClientName':'c', 'Password':'Passw0rd', 'UserAttributes':[], 'ConfirmationCode':'123456',
       'AuthFlow':'ADMIN_USER_PASSWORD_AUTH', 'AuthParameters':{'USERNAME':'x','PASSWORD':'y'},
       'ChallengeName':'SMS_MFA', 'ChallengeResponses':{'USERNAME':'x'}, 'RefreshToken':'x',
       'Token':'x'}
      """;

  private final String user = "user-" + UUID.randomUUID();
  private JsonCalls calls;

  @BeforeEach
  void take(LocalAws aws) {
    calls =
        new JsonCalls(aws, "cognito-idp")
            .with("pool", aws.userPool().id())
            .with("user", user)
            .with("group", "refused")
            .with("app", aws.userPool().clientId());
    aws.userPool().createUser(user, "Passw0rd");
    aws.userPool().createGroup("refused");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeUserPool",
        "DeleteUserPool",
        "CreateUserPoolClient",
        "DescribeUserPoolClient",
        "DeleteUserPoolClient",
        "ListUserPoolClients",
        "CreateGroup",
        "GetGroup",
        "DeleteGroup",
        "ListGroups",
        "ListUsersInGroup",
        "AdminAddUserToGroup",
        "AdminRemoveUserFromGroup",
        "AdminListGroupsForUser",
        "AdminCreateUser",
        "AdminGetUser",
        "AdminDeleteUser",
        "AdminConfirmSignUp",
        "AdminSetUserPassword",
        "AdminUpdateUserAttributes",
        "AdminDisableUser",
        "AdminEnableUser",
        "AdminResetUserPassword",
        "AdminUserGlobalSignOut",
        "AdminSetUserMFAPreference",
        "AdminInitiateAuth",
        "AdminRespondToAuthChallenge",
        "ListUsers"
      })
  void missingPoolsAndMalformedPoolIdsAreReported(String operation) {
    calls
        .with("pool", "eu-west-1_NoSuchPool")
        .assertRefused(
            operation,
            REQUEST,
            "ResourceNotFoundException",
            "User pool eu-west-1_NoSuchPool does not exist.");
    for (String id : List.of("none", "eu-west-1_", "eu-west-1_a-b", "eu west_1")) {
      calls
          .with("pool", id)
          .assertRefused(
              operation,
              REQUEST,
              "InvalidParameterException",
              "1 validation error detected: Value '"
                  + id
                  + "' at 'userPoolId' failed to satisfy constraint: Member must satisfy regular"
                  + " expression pattern: [\\w-]+_[0-9a-zA-Z]+");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AdminGetUser",
        "AdminDeleteUser",
        "AdminConfirmSignUp",
        "AdminSetUserPassword",
        "AdminUpdateUserAttributes",
        "AdminDisableUser",
        "AdminEnableUser",
        "AdminResetUserPassword",
        "AdminUserGlobalSignOut",
        "AdminSetUserMFAPreference",
        "AdminAddUserToGroup",
        "AdminRemoveUserFromGroup",
        "AdminListGroupsForUser"
      })
  void missingUsersAreReported(String operation) {
    calls
        .with("user", "nobody")
        .assertRefused(operation, REQUEST, "UserNotFoundException", "User does not exist.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetGroup",
        "DeleteGroup",
        "AdminAddUserToGroup",
        "AdminRemoveUserFromGroup",
        "ListUsersInGroup"
      })
  void missingGroupsAreReported(String operation) {
    calls
        .with("group", "none")
        .assertRefused(operation, REQUEST, "ResourceNotFoundException", "Group not found.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeUserPoolClient",
        "DeleteUserPoolClient",
        "AdminInitiateAuth",
        "AdminRespondToAuthChallenge",
        "SignUp",
        "ConfirmSignUp",
        "ResendConfirmationCode",
        "ForgotPassword",
        "ConfirmForgotPassword",
        "InitiateAuth",
        "RespondToAuthChallenge",
        "GetTokensFromRefreshToken",
        "RevokeToken"
      })
  void missingClientsAndMalformedClientIdsAreReported(String operation) {
    calls
        .with("app", "none")
        .assertRefused(
            operation,
            REQUEST,
            "ResourceNotFoundException",
            "User pool client none does not exist.");
    calls
        .with("app", "no client")
        .assertRefused(
            operation,
            REQUEST,
            "InvalidParameterException",
            "Value at 'clientId' failed to satisfy constraint: Member must satisfy"
                + " regular expression pattern: [\\w+]+");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DescribeUserPoolClient",
        "DeleteUserPoolClient",
        "AdminInitiateAuth",
        "AdminRespondToAuthChallenge"
      })
  void aClientOfAnotherPoolIsNotFound(String operation, LocalAws aws) {
    calls
        .with("app", aws.createUserPool("another").clientId())
        .assertRefused(operation, REQUEST, "ResourceNotFoundException", "does not exist.");
  }

  @ParameterizedTest
  @CsvSource({
    "ListUsers, PaginationToken, Limit",
    "ListUsersInGroup, NextToken, Limit",
    "ListGroups, NextToken, Limit",
    "AdminListGroupsForUser, NextToken, Limit",
    "ListUserPools, NextToken, MaxResults",
    "ListUserPoolClients, NextToken, MaxResults"
  })
  void madeUpPageTokensAndLimitsOutOfRangeAreRefused(String operation, String token, String limit) {
    String some = REQUEST.replace("}\n", ", '" + limit + "':1");
    calls.assertRefused(
        operation,
        some + ", '" + token + "':'made-up'}",
        "InvalidParameterException",
        "Invalid pagination token");
    String member = limit.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + limit.substring(1);
    calls.assertRefused(
        operation,
        some.replace(":1", ":61") + "}",
        "InvalidParameterException",
        "Value '61' at '" + member + "' failed to satisfy constraint: Member must have value less");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "AdminCreateUser | 'MessageAction':'SHOUT' | enum value set: [RESEND, SUPPRESS]",
        "AdminCreateUser | 'DesiredDeliveryMediums':['PIGEON'] | enum value set: [SMS, EMAIL]",
        "AdminCreateUser | 'UserAttributes':[{'Name':'sub','Value':'x'}] | non-mutable",
        "AdminCreateUser | 'UserAttributes':[{'Name':'email','Value':'x'}] | Invalid email address",
        "AdminCreateUser | 'UserAttributes':[{'Name':'phone_number','Value':'1'}] | Invalid phone",
        "AdminCreateUser | 'UserAttributes':[{'Name':'shoe','Value':'1'}] | shoe",
        "AdminCreateUser | 'Username':'a b' | 'username' failed to satisfy constraint",
        "AdminUpdateUserAttributes | 'UserAttributes':[{'Name':'shoe','Value':'1'}] | shoe",
        "AdminInitiateAuth | 'AuthFlow':'GUESS' | enum value set: [USER_SRP_AUTH, ",
        "AdminRespondToAuthChallenge | 'ChallengeName':'GUESS' | enum value set: [SMS_MFA, ",
        "AdminRespondToAuthChallenge | 'ChallengeName':'WEB_AUTHN' | Missing required parameter Session",
        "CreateUserPoolClient | 'ExplicitAuthFlows':['GUESS'] | enum value set: [ADMIN_NO_SRP_AUTH, ",
        "CreateUserPoolClient | 'PreventUserExistenceErrors':'x' | enum value set: [LEGACY, ENABLED]",
        "CreateUserPoolClient | 'AccessTokenValidity':4,'TokenValidityUnits':{'AccessToken':'minutes'} | Invalid range for token validity.",
        "CreateUserPoolClient | 'IdTokenValidity':25 | Invalid range for token validity.",
        "CreateUserPoolClient | 'RefreshTokenValidity':3651 | Invalid range for token validity.",
        "CreateUserPoolClient | 'IdTokenValidity':1,'TokenValidityUnits':{'IdToken':'years'} | enum value set: [seconds, minutes, hours, days]",
        "CreateUserPoolClient | 'ExplicitAuthFlows':['ALLOW_REFRESH_TOKEN_AUTH'],'RefreshTokenRotation':{'Feature':'ENABLED'} | rotation",
        "CreateUserPool | 'PoolName':'p','AliasAttributes':['email'],'UsernameAttributes':['email'] | Only one of the aliasAttributes or usernameAttributes",
        "CreateUserPool | 'PoolName':'p','Policies':{'PasswordPolicy':{'MinimumLength':5}} | greater than or equal to 6",
        "CreateUserPool | 'PoolName':'p','Policies':{'PasswordPolicy':{'MinimumLength':100}} | less than or equal to 99",
        "CreateUserPool | 'PoolName':'p','MfaConfiguration':'x' | enum value set: [OFF, ON, OPTIONAL]",
        "CreateUserPool | 'PoolName':'p','MfaConfiguration':'ON' | SMS configuration and Auto verification for phone_number are required",
        "CreateUserPool | 'PoolName':'p','DeletionProtection':'x' | enum value set: [ACTIVE, INACTIVE]",
        "CreateUserPool | 'PoolName':'p','UserPoolTier':'x' | enum value set: [LITE, ESSENTIALS, PLUS]",
        "ListUsers | 'Filter':'nonsense' | Error while parsing filter.",
        "ListUsers | 'Filter':'custom:shoe = \\'1\\'' | Error while parsing filter.",
        "ListUsers | 'AttributesToGet':['shoe'] | One or more requested attributes do not exist.",
      })
  void invalidRequestsAreReported(String operation, String members, String message) {
    String others =
        REQUEST.replaceFirst("'AuthFlow':'\\w+', ", "").replace("'UserAttributes':[], ", "");
    String taken = members.substring(1, members.indexOf('\'', 1));
    calls.assertRefused(
        operation,
        others.replaceFirst("'" + taken + "':'[^']*', ", "").replace("}\n", "," + members + "}"),
        "InvalidParameterException",
        message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AdminCreateUser | UsernameExistsException | User account already exists",
        "SignUp | UsernameExistsException | User already exists",
        "CreateGroup | GroupExistsException | A group with the name refused already exists.",
        "AdminConfirmSignUp | NotAuthorizedException | Current status is CONFIRMED",
        "ConfirmSignUp | NotAuthorizedException | Current status is CONFIRMED",
        "ResendConfirmationCode | InvalidParameterException | User is already confirmed.",
        "ForgotPassword | InvalidParameterException | no registered/verified email",
        "ConfirmForgotPassword | ExpiredCodeException | please request a code again",
      })
  void conflictsWithTheCurrentStateAreReported(String operation, String code, String message) {
    calls.assertRefused(operation, REQUEST, code, message);
  }
}
