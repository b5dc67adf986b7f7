package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** InitiateAuth and RespondToAuthChallenge, and their variants for administrators. */
final class Logins {
  private static final List<String> FLOWS =
      List.of(
          "USER_SRP_AUTH",
          "REFRESH_TOKEN_AUTH",
          "REFRESH_TOKEN",
          "CUSTOM_AUTH",
          "ADMIN_NO_SRP_AUTH",
          "USER_PASSWORD_AUTH",
          "ADMIN_USER_PASSWORD_AUTH",
          "USER_AUTH");
  private static final List<String> CHALLENGES =
      List.of(
          "SMS_MFA",
          "EMAIL_OTP",
          "SOFTWARE_TOKEN_MFA",
          "SELECT_MFA_TYPE",
          "MFA_SETUP",
          "PASSWORD_VERIFIER",
          "CUSTOM_CHALLENGE",
          "SELECT_CHALLENGE",
          "DEVICE_SRP_AUTH",
          "DEVICE_PASSWORD_VERIFIER",
          "ADMIN_NO_SRP_AUTH",
          "NEW_PASSWORD_REQUIRED",
          "SMS_OTP",
          "PASSWORD",
          "WEB_AUTHN",
          "PASSWORD_SRP");

  private final UserPools pools;
  private final Tokens tokens;
  private final LoginSteps steps;
  private final SrpLogins srpLogins;
  private final ChoiceLogins choices;
  private final CustomLogins customLogins;
  private final LoginUsers users;
  private final PasswordAttempts attempts;
  private final DeviceLogins devices;

  Logins(
      UserPools pools,
      Tokens tokens,
      LoginSteps steps,
      SrpLogins srpLogins,
      ChoiceLogins choices,
      CustomLogins customLogins,
      LoginUsers users,
      PasswordAttempts attempts,
      DeviceLogins devices) {
    this.attempts = attempts;
    this.pools = pools;
    this.tokens = tokens;
    this.steps = steps;
    this.srpLogins = srpLogins;
    this.choices = choices;
    this.customLogins = customLogins;
    this.users = users;
    this.devices = devices;
  }

  void register(Operations operations) {
    operations
        .open("InitiateAuth", params -> initiate(params, false))
        .open("GetTokensFromRefreshToken", this::refreshed)
        .signed("AdminInitiateAuth", params -> initiate(params, true))
        .open("RespondToAuthChallenge", params -> respond(params, false))
        .signed("AdminRespondToAuthChallenge", params -> respond(params, true));
  }

  private JsonObject initiate(Params params, boolean admin) {
    String flow = params.oneOf("AuthFlow", FLOWS);
    AppClient client = client(params, admin);
    UserPool pool = pools.poolOf(client);
    Map<String, String> given = params.map("AuthParameters");
    checkAllowed(client, flow, admin);
    return switch (flow) {
      case "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" ->
          withPassword(pool, client, given);
      case "USER_SRP_AUTH" -> withSrp(pool, client, given, false);
      case "CUSTOM_AUTH" -> custom(pool, client, given);
      case "USER_AUTH" -> chosen(pool, client, given);
      default -> withRefreshToken(client, given);
    };
  }

  private static void checkAllowed(AppClient client, String flow, boolean admin) {
    String permission =
        switch (flow) {
          case "USER_PASSWORD_AUTH",
              "USER_SRP_AUTH",
              "REFRESH_TOKEN_AUTH",
              "CUSTOM_AUTH",
              "USER_AUTH" ->
              "ALLOW_" + flow;
          case "REFRESH_TOKEN" -> "ALLOW_REFRESH_TOKEN_AUTH";
          case "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" ->
              admin ? "ALLOW_ADMIN_USER_PASSWORD_AUTH" : "";
          default -> "";
        };
    if (permission.isEmpty()) {
      throw invalid("Initiate Auth method not supported.");
    }
    if (!client.allows(permission)) {
      throw invalid(flow + " flow not enabled for this client");
    }
  }

  JsonObject withPassword(UserPool pool, AppClient client, Map<String, String> given) {
    String username = required(given, "USERNAME");
    String password = required(given, "PASSWORD");
    SecretHash.check(client, username, given.get("SECRET_HASH"));
    PoolUser user = users.find(pool, client, username, password);
    attempts.check(user, user != null && user.hasPassword(password));
    return steps.passwordKnown(pool, client, Objects.requireNonNull(user), given);
  }

  private JsonObject withSrp(
      UserPool pool, AppClient client, Map<String, String> given, boolean custom) {
    String username = required(given, "USERNAME");
    String srpA = required(given, "SRP_A");
    SecretHash.check(client, username, given.get("SECRET_HASH"));
    PoolUser user =
        custom
            ? LoginUsers.known(pool, client, username)
            : users.find(pool, client, username, null);
    return new JsonObject()
        .put("ChallengeName", "PASSWORD_VERIFIER")
        .put("ChallengeParameters", srpLogins.begin(pool, client, username, user, srpA, custom));
  }

  private JsonObject chosen(UserPool pool, AppClient client, Map<String, String> given) {
    String username = required(given, "USERNAME");
    SecretHash.check(client, username, given.get("SECRET_HASH"));
    PoolUser user = users.find(pool, client, username, null);
    return choices.begin(pool, client, username, user, given);
  }

  private JsonObject custom(UserPool pool, AppClient client, Map<String, String> given) {
    String username = required(given, "USERNAME");
    SecretHash.check(client, username, given.get("SECRET_HASH"));
    PoolUser user = LoginUsers.known(pool, client, username);
    if (!given.containsKey("SRP_A")) {
      return customLogins.begin(pool, client, username, user, given);
    }
    customLogins.checkPasswordFirst(pool, client, username, user);
    return withSrp(pool, client, given, true);
  }

  private JsonObject withRefreshToken(AppClient client, Map<String, String> given) {
    Tokens.Login login = tokens.find(required(given, "REFRESH_TOKEN"));
    if (login == null || !login.client().id().equals(client.id())) {
      throw new AwsError("NotAuthorizedException", "Invalid Refresh Token");
    }
    SecretHash.check(client, login.user().username(), given.get("SECRET_HASH"));
    LoginSteps.checkMayLogIn(login.user());
    DeviceLogins.checkRefresh(login, given.get("DEVICE_KEY"));
    return LoginSteps.done(tokens.refresh(login, client));
  }

  private JsonObject refreshed(Params params) {
    AppClient client = pools.client(params);
    String secret = client.secret();
    if (secret != null && !secret.equals(params.optionalText("ClientSecret"))) {
      throw new AwsError("NotAuthorizedException", "Invalid client secret");
    }
    String token = params.text("RefreshToken");
    Tokens.Login login = tokens.find(token);
    if (login == null || !login.client().id().equals(client.id())) {
      throw new AwsError("NotAuthorizedException", "Invalid Refresh Token");
    }
    LoginSteps.checkMayLogIn(login.user());
    DeviceLogins.checkRefresh(login, params.optionalText("DeviceKey"));
    JsonObject answer = LoginSteps.done(tokens.refresh(login, client));
    return client.rotation() == null
        ? answer
        : new JsonObject()
            .put(
                "AuthenticationResult",
                answer
                    .getJsonObject("AuthenticationResult")
                    .put("RefreshToken", tokens.rotate(token, client.rotation())));
  }

  private JsonObject respond(Params params, boolean admin) {
    String challenge = params.oneOf("ChallengeName", CHALLENGES);
    AppClient client = client(params, admin);
    UserPool pool = pools.poolOf(client);
    Map<String, String> answers = params.map("ChallengeResponses");
    SecretHash.check(client, required(answers, "USERNAME"), answers.get("SECRET_HASH"));
    String session = params.text("Session", "");
    return switch (challenge) {
      case "PASSWORD_VERIFIER" -> verified(pool, client, answers);
      case "NEW_PASSWORD_REQUIRED" -> steps.newPassword(client, session, answers);
      case "CUSTOM_CHALLENGE" -> customLogins.answer(client, session, answers);
      case "SELECT_CHALLENGE" -> choices.select(client, session, answers);
      case "PASSWORD", "PASSWORD_SRP" -> choices.password(challenge, client, session, answers);
      case "WEB_AUTHN" -> choices.passkey(client, session, answers);
      case "SMS_MFA", "SOFTWARE_TOKEN_MFA", "EMAIL_OTP", "SMS_OTP" ->
          steps.secondFactor(challenge, client, session, answers);
      case "SELECT_MFA_TYPE" -> steps.selectedFactor(client, session, answers);
      case "MFA_SETUP" -> steps.factorSetup(client, session, answers);
      case "DEVICE_SRP_AUTH" -> devices.begin(client, session, answers);
      case "DEVICE_PASSWORD_VERIFIER" -> devices.verify(client, session, answers);
      default -> throw invalid("Challenge " + challenge + " is not supported");
    };
  }

  private JsonObject verified(UserPool pool, AppClient client, Map<String, String> answers) {
    SrpLogins.Verified verified =
        srpLogins.finish(client, answers, user -> DeviceLogins.check(pool, user, answers));
    return verified.custom()
        ? customLogins.passwordKnown(pool, client, verified.user(), answers)
        : steps.passwordKnown(pool, client, verified.user(), answers);
  }

  private AppClient client(Params params, boolean admin) {
    if (!admin) {
      return pools.client(params);
    }
    UserPool pool = pools.pool(params);
    AppClient client = pools.client(params);
    if (!pools.poolOf(client).equals(pool)) {
      throw UserPools.noClient(client.id());
    }
    return client;
  }

  static String required(Map<String, String> given, String name) {
    String value = given.get(name);
    if (value == null || value.isEmpty()) {
      throw invalid("Missing required parameter " + name);
    }
    return value;
  }

  static AwsError incorrect() {
    return new AwsError("NotAuthorizedException", "Incorrect username or password.");
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
