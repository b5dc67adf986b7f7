package io.saigon.testkit.internal.trigger;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a pool's triggers.
 *
 * @param functions ARNs by trigger
 * @param tokenEvents version of the events of the pre token generation trigger: {@code V1_0},
 *     {@code V2_0} or {@code V3_0}
 */
public record LambdaConfig(Map<Trigger, String> functions, String tokenEvents) {
  private static final String ARN =
      "arn:[\\w+=/,.@-]+:[\\w+=/,.@-]+:([\\w+=/,.@-]*)?:[0-9]+:[\\w+=/,.@-]+(:[\\w+=/,.@-]+)?(:[\\w+=/,.@-]+)?";
  private static final String TOKENS = "PreTokenGenerationConfig";
  private static final List<String> VERSIONS = List.of("V1_0", "V2_0", "V3_0");
  private static final List<String> UNSUPPORTED =
      List.of("CustomSMSSender", "CustomEmailSender", "KMSKeyID", "InboundFederation");

  public static final LambdaConfig NONE = new LambdaConfig(Map.of(), "V1_0");

  public LambdaConfig {
    functions = Map.copyOf(functions);
  }

  /** Reads the member of CreateUserPool and UpdateUserPool. */
  public static LambdaConfig of(Params request) {
    Params params = request.object("LambdaConfig");
    for (String member : UNSUPPORTED) {
      if (params.has(member)) {
        throw invalid(
            "The local AWS has no " + member + "; the texts of messages are LocalAws.messages");
      }
    }
    Map<Trigger, String> functions = new EnumMap<>(Trigger.class);
    for (Trigger trigger : Trigger.values()) {
      if (params.has(trigger.member())) {
        functions.put(trigger, params.matching(trigger.member(), ARN));
      }
    }
    if (!params.has(TOKENS)) {
      return new LambdaConfig(functions, "V1_0");
    }
    Params tokens = params.object(TOKENS);
    String version = tokens.oneOf("LambdaVersion", VERSIONS);
    String arn = tokens.matching("LambdaArn", ARN);
    String other = functions.put(Trigger.PRE_TOKEN_GENERATION, arn);
    if (other != null && !other.equals(arn)) {
      throw invalid("PreTokenGeneration and PreTokenGenerationConfig must name the same function.");
    }
    if (!version.equals("V1_0") && request.text("UserPoolTier", "").equals("LITE")) {
      throw new AwsError(
          "FeatureUnavailableInTierException",
          "Access token customization is not available in the LITE tier.");
    }
    return new LambdaConfig(functions, version);
  }

  public @Nullable String function(Trigger trigger) {
    return functions.get(trigger);
  }

  public boolean has(Trigger trigger) {
    return functions.containsKey(trigger);
  }

  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    functions.forEach((trigger, arn) -> json.put(trigger.member(), arn));
    String tokens = function(Trigger.PRE_TOKEN_GENERATION);
    if (tokens != null) {
      json.put(TOKENS, new JsonObject().put("LambdaVersion", tokenEvents).put("LambdaArn", tokens));
    }
    return json;
  }

  private static AwsError invalid(String message) {
    return new AwsError("InvalidParameterException", message);
  }
}
