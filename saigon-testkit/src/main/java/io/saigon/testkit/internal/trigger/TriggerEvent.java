package io.saigon.testkit.internal.trigger;

import io.vertx.core.json.JsonObject;

/**
 * The event of a trigger, in the form that Cognito sends.
 *
 * @param source reason of the call, such as {@code PreSignUp_SignUp}
 * @param version {@code 1}, or that of the pre token generation trigger
 * @param response members that the function may set, with their initial values
 */
public record TriggerEvent(
    Trigger trigger,
    String source,
    String version,
    String userPoolId,
    String clientId,
    String userName,
    JsonObject request,
    JsonObject response) {

  /** Returns the client id of events that no app client caused. */
  public static final String NO_CLIENT = "CLIENT_ID_NOT_APPLICABLE";

  JsonObject toJson(String region) {
    return new JsonObject()
        .put("version", version)
        .put("region", region)
        .put("userPoolId", userPoolId)
        .put("userName", userName)
        .put(
            "callerContext",
            new JsonObject()
                .put("awsSdkVersion", "aws-sdk-unknown-unknown")
                .put("clientId", clientId))
        .put("triggerSource", source)
        .put("request", request)
        .put("response", response);
  }
}
