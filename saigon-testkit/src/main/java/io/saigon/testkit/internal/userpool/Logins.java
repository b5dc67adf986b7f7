package io.saigon.testkit.internal.userpool;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** InitiateAuth and RespondToAuthChallenge, and their twins for administrators. */
final class Logins {
  private final UserPools pools;
  private final Clock clock;
  private final Tokens tokens;
  private final Sessions sessions;
  private final SrpLogins srpLogins;

  Logins(UserPools pools, Clock clock, Tokens tokens) {
    this.pools = pools;
    this.clock = clock;
    this.tokens = tokens;
    sessions = new Sessions(clock);
    srpLogins = new SrpLogins(clock);
  }

  void register(Operations operations) {
    operations
        .open("InitiateAuth", params -> initiate(params, false))
        .signed("AdminInitiateAuth", params -> initiate(params, true))
        .open("RespondToAuthChallenge", params -> respond(params, false))
        .signed("AdminRespondToAuthChallenge", params -> respond(params, true));
  }

  private JsonObject initiate(Params params, boolean admin) {
    String flow = params.text("AuthFlow");
    AppClient client = client(params, admin);
    UserPool pool = pools.poolOf(client);
    Map<String, String> given = params.map("AuthParameters");
    checkAllowed(client, flow, admin);
    return switch (flow) {
      case "USER_PASSWORD_AUTH", "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" ->
          withPassword(pool, client, given);
      case "USER_SRP_AUTH" -> withSrp(pool, client, given);
      default -> withRefreshToken(client, given);
    };
  }

  private static void checkAllowed(AppClient client, String flow, boolean admin) {
    String permission =
        switch (flow) {
          case "USER_PASSWORD_AUTH", "USER_SRP_AUTH", "REFRESH_TOKEN_AUTH" -> "ALLOW_" + flow;
          case "REFRESH_TOKEN" -> "ALLOW_REFRESH_TOKEN_AUTH";
          case "ADMIN_USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH" ->
              admin ? "ALLOW_ADMIN_USER_PASSWORD_AUTH" : "";
          default -> "";
        };
    if (permission.isEmpty()) {
      throw invalid("Initiate Auth method not supported.");
    }
    if (!client.flows().contains(permission)) {
      throw invalid(flow + " flow not enabled for this client");
    }
  }

  private JsonObject withPassword(UserPool pool, AppClient client, Map<String, String> given) {
    String username = required(given, "USERNAME");
    String password = required(given, "PASSWORD");
    SecretHash.check(client, username, given.get("SECRET_HASH"));
    PoolUser user = findUser(pool, client, username);
    if (user == null || !user.hasPassword(password)) {
      throw incorrect();
    }
    return passwordKnown(pool, client, user);
  }

  private JsonObject withSrp(UserPool pool, AppClient client, Map<String, String> given) {
    String username = required(given, "USERNAME");
    String srpA = required(given, "SRP_A");
    SecretHash.check(client, username, given.get("SECRET_HASH"));
    PoolUser user = findUser(pool, client, username);
    return new JsonObject()
        .put("ChallengeName", "PASSWORD_VERIFIER")
        .put("ChallengeParameters", srpLogins.begin(pool, client, username, user, srpA));
  }

  private JsonObject withRefreshToken(AppClient client, Map<String, String> given) {
    Tokens.Login login = tokens.find(required(given, "REFRESH_TOKEN"));
    if (login == null || !login.client().id().equals(client.id())) {
      throw new AwsError("NotAuthorizedException", "Invalid Refresh Token");
    }
    SecretHash.check(client, login.user().username(), given.get("SECRET_HASH"));
    checkMayLogIn(login.user());
    return done(tokens.refresh(login));
  }

  private JsonObject respond(Params params, boolean admin) {
    String challenge = params.text("ChallengeName");
    AppClient client = client(params, admin);
    UserPool pool = pools.poolOf(client);
    Map<String, String> answers = params.map("ChallengeResponses");
    SecretHash.check(client, required(answers, "USERNAME"), answers.get("SECRET_HASH"));
    return switch (challenge) {
      case "PASSWORD_VERIFIER" -> passwordKnown(pool, client, srpLogins.finish(client, answers));
      case "NEW_PASSWORD_REQUIRED" -> newPassword(client, params.optionalText("Session"), answers);
      default -> throw invalid("Challenge " + challenge + " is not supported");
    };
  }

  private JsonObject newPassword(
      AppClient client, @Nullable String session, Map<String, String> answers) {
    Sessions.Pending pending = sessions.find(session, "NEW_PASSWORD_REQUIRED", client);
    String password = required(answers, "NEW_PASSWORD");
    PoolUser user = pending.user();
    if (!user.equals(pending.pool().find(required(answers, "USERNAME")).orElse(null))) {
      throw new AwsError("NotAuthorizedException", "Invalid session for the user.");
    }
    PasswordPolicy.check(password);
    Map<String, String> attributes = new LinkedHashMap<>();
    answers.forEach(
        (name, value) -> {
          if (name.startsWith("userAttributes.")) {
            attributes.put(name.substring("userAttributes.".length()), value);
          }
        });
    Attributes.check(attributes);
    user.attributes(attributes, clock.instant());
    user.password(password, null, UserStatus.CONFIRMED, clock.instant());
    sessions.close(String.valueOf(session));
    return passwordKnown(pending.pool(), client, user);
  }

  /** What follows once a user has shown the password, by whatever way. */
  private JsonObject passwordKnown(UserPool pool, AppClient client, PoolUser user) {
    checkMayLogIn(user);
    if (user.status() != UserStatus.FORCE_CHANGE_PASSWORD) {
      return done(tokens.login(pool, client, user));
    }
    if (user.passwordEnded(clock.instant())) {
      throw new AwsError(
          "NotAuthorizedException",
          "Temporary password has expired and must be reset by an administrator.");
    }
    JsonObject attributes = new JsonObject();
    user.attributes().forEach(attributes::put);
    attributes.remove("sub");
    return new JsonObject()
        .put("ChallengeName", "NEW_PASSWORD_REQUIRED")
        .put("Session", sessions.open("NEW_PASSWORD_REQUIRED", pool, client, user))
        .put(
            "ChallengeParameters",
            new JsonObject()
                .put("USER_ID_FOR_SRP", user.username())
                .put("requiredAttributes", "[]")
                .put("userAttributes", attributes.encode()));
  }

  private static void checkMayLogIn(PoolUser user) {
    if (!user.enabled()) {
      throw new AwsError("NotAuthorizedException", "User is disabled.");
    }
    if (user.status() == UserStatus.UNCONFIRMED) {
      throw new AwsError("UserNotConfirmedException", "User is not confirmed.");
    }
    if (user.status() == UserStatus.RESET_REQUIRED) {
      throw new AwsError("PasswordResetRequiredException", "Password reset required for the user");
    }
  }

  private static @Nullable PoolUser findUser(UserPool pool, AppClient client, String username) {
    return client.hidesUsers() ? pool.find(username).orElse(null) : pool.user(username);
  }

  private AppClient client(Params params, boolean admin) {
    AppClient client = pools.client(params.text("ClientId"));
    if (admin && !pools.poolOf(client).id().equals(params.text("UserPoolId"))) {
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

  private static JsonObject done(JsonObject tokens) {
    return new JsonObject()
        .put("AuthenticationResult", tokens)
        .put("ChallengeParameters", new JsonObject());
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
