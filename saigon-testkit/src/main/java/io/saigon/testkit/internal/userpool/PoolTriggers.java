package io.saigon.testkit.internal.userpool;

import com.nimbusds.jwt.JWTClaimsSet;
import io.saigon.testkit.internal.trigger.CurrentRequest;
import io.saigon.testkit.internal.trigger.LambdaConfig;
import io.saigon.testkit.internal.trigger.TokenClaims;
import io.saigon.testkit.internal.trigger.Trigger;
import io.saigon.testkit.internal.trigger.TriggerEvent;
import io.saigon.testkit.internal.trigger.TriggerResponse;
import io.saigon.testkit.internal.trigger.Triggers;
import io.saigon.testkit.internal.wire.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls the triggers of pools with events about their users. */
final class PoolTriggers {
  private static final String METADATA = "clientMetadata";

  private final Triggers triggers;
  private final CurrentRequest request;

  PoolTriggers(Triggers triggers, CurrentRequest request) {
    this.triggers = triggers;
    this.request = request;
  }

  /**
   * Returns the answer to a new user, or empty.
   *
   * @param reason {@code SignUp} or {@code AdminCreateUser}
   */
  Optional<TriggerResponse> preSignUp(
      UserPool pool, String username, Map<String, String> attributes, String reason) {
    return call(
        pool,
        Trigger.PRE_SIGN_UP,
        reason,
        username,
        withMetadata(
            new JsonObject()
                .put("userAttributes", json(attributes))
                .put("validationData", validationData())),
        new JsonObject()
            .put("autoConfirmUser", false)
            .put("autoVerifyEmail", false)
            .put("autoVerifyPhone", false));
  }

  /**
   * @param reason {@code ConfirmSignUp} or {@code ConfirmForgotPassword}
   */
  void postConfirmation(UserPool pool, PoolUser user, String reason) {
    if (pool.lambdas().has(Trigger.POST_CONFIRMATION)) {
      call(pool, Trigger.POST_CONFIRMATION, reason, user.username(), about(user), new JsonObject());
    }
  }

  /**
   * @param user null if there is none and the client hides that
   */
  void preAuthentication(
      UserPool pool, AppClient client, String username, @Nullable PoolUser user) {
    if (!pool.lambdas().has(Trigger.PRE_AUTHENTICATION)) {
      return;
    }
    JsonObject content =
        new JsonObject()
            .put("userAttributes", user == null ? new JsonObject() : attributes(user))
            .put("validationData", validationData());
    call(
        pool,
        Trigger.PRE_AUTHENTICATION,
        "Authentication",
        user == null ? username : user.username(),
        withUserNotFound(content, client, user == null),
        new JsonObject());
  }

  void postAuthentication(UserPool pool, AppClient client, PoolUser user) {
    if (pool.lambdas().has(Trigger.POST_AUTHENTICATION)) {
      triggers.call(
          pool.lambdas(),
          new TriggerEvent(
              Trigger.POST_AUTHENTICATION,
              "PostAuthentication_Authentication",
              "1",
              pool.id(),
              client.id(),
              user.username(),
              about(user).put("newDeviceUsed", false),
              new JsonObject()));
    }
  }

  /** Returns the claims of new tokens as the trigger changes them. */
  TokenClaims tokens(UserPool pool, AppClient client, PoolUser user, TokenClaims claims) {
    LambdaConfig config = pool.lambdas();
    JWTClaimsSet id = claims.id();
    if (id == null || !config.has(Trigger.PRE_TOKEN_GENERATION)) {
      return claims;
    }
    JsonObject groups =
        new JsonObject()
            .put("groupsToOverride", Json.array(user.groups()))
            .put("iamRolesToOverride", Json.array(pool.rolesOf(user)))
            .put("preferredRole", id.getClaim("cognito:preferred_role"));
    return generated(
        pool,
        client,
        request.tokenSource(),
        user.username(),
        about(user).put("groupConfiguration", groups),
        claims);
  }

  /** The same for an access token of an app client itself, which events of version 3 know alone. */
  TokenClaims clientTokens(UserPool pool, AppClient client, TokenClaims claims) {
    LambdaConfig config = pool.lambdas();
    return config.has(Trigger.PRE_TOKEN_GENERATION) && config.tokenEvents().equals("V3_0")
        ? generated(
            pool,
            client,
            "TokenGeneration_ClientCredentials",
            client.id(),
            new JsonObject()
                .put("userAttributes", new JsonObject())
                .put("groupConfiguration", new JsonObject()),
            claims)
        : claims;
  }

  private TokenClaims generated(
      UserPool pool,
      AppClient client,
      String source,
      String username,
      JsonObject content,
      TokenClaims claims) {
    String version = pool.lambdas().tokenEvents();
    boolean isFirst = version.equals("V1_0");
    if (!isFirst) {
      String scopes = String.valueOf(claims.access().getClaims().getOrDefault("scope", ""));
      content.put("scopes", Json.array(List.of(scopes.split(" ", -1))));
    }
    return triggers
        .call(
            pool.lambdas(),
            new TriggerEvent(
                Trigger.PRE_TOKEN_GENERATION,
                source,
                version.substring(1, 2),
                pool.id(),
                client.id(),
                username,
                content,
                new JsonObject()
                    .putNull(isFirst ? "claimsOverrideDetails" : "claimsAndScopeOverrideDetails")))
        .map(response -> claims.changed(version, response))
        .orElse(claims);
  }

  /**
   * Returns the answer about a user whom the pool does not have, or empty without the trigger.
   *
   * @param password password of a log-in, or null if it is forgotten
   */
  Optional<TriggerResponse> migration(UserPool pool, String username, @Nullable String password) {
    String reason = password == null ? "ForgotPassword" : "Authentication";
    JsonObject content =
        new JsonObject().put("validationData", validationData()).putNull("userAttributes");
    if (password != null) {
      content.put("password", password);
    }
    return call(
        pool,
        Trigger.USER_MIGRATION,
        reason,
        username,
        withMetadata(content),
        new JsonObject()
            .putNull("userAttributes")
            .putNull("forceAliasCreation")
            .putNull("enableSMSMFA")
            .putNull("finalUserStatus")
            .putNull("messageAction")
            .putNull("desiredDeliveryMediums"));
  }

  /**
   * Returns the texts of a message, or empty.
   *
   * @param source such as {@code CustomMessage_SignUp}
   */
  Optional<TriggerResponse> message(
      UserPool pool, PoolUser user, String source, String code, @Nullable String name) {
    return call(
        pool,
        Trigger.CUSTOM_MESSAGE,
        source.substring(source.indexOf('_') + 1),
        user.username(),
        about(user)
            .put("codeParameter", code)
            .put("linkParameter", "{##Click Here##}")
            .put("usernameParameter", name),
        new JsonObject().putNull("smsMessage").putNull("emailMessage").putNull("emailSubject"));
  }

  /**
   * Calls a trigger of custom authentication.
   *
   * @param isMissing whether the user does not exist, which the client hides
   */
  Optional<TriggerResponse> challenge(
      UserPool pool,
      AppClient client,
      PoolUser user,
      boolean isMissing,
      Trigger trigger,
      JsonObject content,
      JsonObject response) {
    JsonObject about = isMissing ? withMetadata(noAttributes()) : about(user);
    return call(
        pool,
        trigger,
        "Authentication",
        user.username(),
        withUserNotFound(about.mergeIn(content), client, isMissing),
        response);
  }

  private Optional<TriggerResponse> call(
      UserPool pool,
      Trigger trigger,
      String reason,
      String username,
      JsonObject content,
      JsonObject response) {
    return triggers.call(
        pool.lambdas(),
        new TriggerEvent(
            trigger,
            trigger.member() + "_" + reason,
            "1",
            pool.id(),
            request.clientId(),
            username,
            content,
            response));
  }

  private JsonObject about(PoolUser user) {
    return withMetadata(new JsonObject().put("userAttributes", attributes(user)));
  }

  private static JsonObject noAttributes() {
    return new JsonObject().put("userAttributes", new JsonObject());
  }

  private static JsonObject attributes(PoolUser user) {
    return json(user.attributes()).put("cognito:user_status", user.status().name());
  }

  private JsonObject withMetadata(JsonObject content) {
    Map<String, String> metadata = request.clientMetadata();
    return metadata.isEmpty() ? content : content.put(METADATA, json(metadata));
  }

  private static JsonObject withUserNotFound(
      JsonObject content, AppClient client, boolean isMissing) {
    return client.hidesUsers() ? content.put("userNotFound", isMissing) : content;
  }

  private @Nullable JsonObject validationData() {
    Map<String, String> data = request.validationData();
    return data.isEmpty() ? null : json(data);
  }

  private static JsonObject json(Map<String, String> texts) {
    JsonObject json = new JsonObject();
    texts.forEach(json::put);
    return json;
  }

  /** Returns the list of the results of challenges, in the form of events. */
  static JsonArray session(List<JsonObject> results) {
    return Json.array(results.stream().map(JsonObject::copy).toList());
  }
}
