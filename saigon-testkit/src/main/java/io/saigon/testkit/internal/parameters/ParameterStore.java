package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.kms.KeyManagement;
import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** The service ssm, as far as parameters go: what changes them. */
public final class ParameterStore {
  private static final List<String> TYPES = List.of("String", "StringList", "SecureString");
  private static final List<String> TIERS = List.of("Standard", "Advanced", "Intelligent-Tiering");
  private static final String DEFAULT_KEY = "alias/aws/ssm";
  private static final Pattern NESTED = Pattern.compile("\\{\\{\\s*(ssm:[^}]*)?}}");

  private final Clock clock;
  private final Parameters parameters;
  private final ParameterKeys keys;
  private final Operations operations =
      new Operations("ssm", "AmazonSSM", "ValidationException", false);

  /**
   * Creates a store without parameters.
   *
   * @param secrets answers requests of GetSecretValue
   */
  public ParameterStore(
      String region, Clock clock, KeyManagement kms, UnaryOperator<JsonObject> secrets) {
    this.clock = clock;
    keys = new ParameterKeys(kms);
    parameters = new Parameters(region);
    operations
        .refusing("Shared")
        .signed("PutParameter", this::put)
        .signed("DeleteParameter", this::delete)
        .signed("DeleteParameters", this::deleteMany);
    new ParameterLabels(parameters).register(operations);
    new ParameterTags(parameters).register(operations);
    new ParameterReads(parameters, keys, new SecretReferences(secrets)).register(operations);
  }

  public Operations operations() {
    return operations;
  }

  /** Makes a parameter, or a new version of one. */
  public void put(String name, String type, String value) {
    JsonObject request =
        new JsonObject()
            .put("Name", name)
            .put("Type", type)
            .put("Value", value)
            .put("Overwrite", true);
    operations.directly(this::put, request);
  }

  private JsonObject put(Params params) {
    String name = params.text("Name");
    ParameterNames.check(name);
    String value = params.text("Value");
    Parameter known = parameters.find(name);
    checkMembers(params, value);
    String tier = tier(params, value, known);
    Parameter parameter;
    if (known == null) {
      parameter = new Parameter(name, parameters.arn(name), newType(params));
      ParameterTags.add(parameter, ParameterTags.read(params));
    } else {
      parameter = known;
      checkOverwrite(params, parameter);
    }
    checkKey(params, parameter);
    ParameterVersion version =
        version(params, parameter, known == null ? null : known.latest(), tier);
    parameter.add(version);
    parameters.put(parameter);
    return new JsonObject().put("Version", version.number()).put("Tier", tier);
  }

  /** A new version, which has the settings of the one before that a request leaves out. */
  private ParameterVersion version(
      Params params, Parameter parameter, @Nullable ParameterVersion before, String tier) {
    String value = params.text("Value");
    String pattern = params.text("AllowedPattern", before == null ? "" : before.allowedPattern());
    checkPattern(pattern, value);
    String key = params.text("KeyId", before == null ? DEFAULT_KEY : before.key());
    if (parameter.type().equals("SecureString")) {
      keys.check(key, "kms:Encrypt");
    }
    return new ParameterVersion(
        parameter.nextNumber(),
        value,
        "AQICAH" + Ids.token(value.length() + 128),
        params.text("Description", before == null ? "" : before.description()),
        tier,
        pattern,
        key,
        clock.instant(),
        params.caller().arn(),
        new TreeSet<>());
  }

  private static void checkMembers(Params params, String value) {
    if (!params.text("Policies", "").isEmpty()) {
      throw invalid("The local AWS has no parameter policies");
    }
    if (!params.text("DataType", "text").equals("text")) {
      throw invalid("The local AWS has parameters of the data type text alone");
    }
    if (params.has("Tags") && params.flag("Overwrite")) {
      throw invalid(
          "Invalid request: tags and overwrite can't be used together. To create a parameter with"
              + " tags, please remove overwrite flag. To update tags for an existing parameter,"
              + " please use AddTagsToResource or RemoveTagsFromResource.");
    }
    if (NESTED.matcher(value).find()) {
      throw invalid(
          "Parameter value can't nest another parameter. Do not use \"{{}}\" in the value.");
    }
  }

  private static void checkPattern(String pattern, String value) {
    try {
      if (!pattern.isEmpty() && !Pattern.matches(pattern, value)) {
        throw new AwsError(
            "ParameterPatternMismatchException",
            "Parameter value, cannot be validated against allowedPattern: " + pattern);
      }
    } catch (PatternSyntaxException e) {
      throw new AwsError(
          "InvalidAllowedPatternException", "The request doesn't meet the regular expression.");
    }
  }

  private static void checkKey(Params params, Parameter parameter) {
    if (params.has("KeyId") && !parameter.type().equals("SecureString")) {
      throw invalid("KeyId can be specified only for parameters of the type SecureString.");
    }
  }

  private static AwsError invalid(String message) {
    return new AwsError("ValidationException", message);
  }

  private static String newType(Params params) {
    String type = params.optionalText("Type");
    if (type == null) {
      throw new AwsError(
          "ValidationException", "A parameter type is required when you create a parameter.");
    }
    return params.oneOf("Type", TYPES);
  }

  private static void checkOverwrite(Params params, Parameter parameter) {
    if (!params.flag("Overwrite")) {
      throw new AwsError(
          "ParameterAlreadyExists",
          "The parameter already exists. To overwrite this value, set the overwrite option in the"
              + " request to true.");
    }
    if (!params.oneOf("Type", parameter.type(), TYPES).equals(parameter.type())) {
      throw new AwsError(
          "HierarchyTypeMismatchException",
          "Parameter Store doesn't support changing a parameter type in a hierarchy.");
    }
  }

  private static String tier(Params params, String value, @Nullable Parameter known) {
    boolean advanced = known != null && known.latest().tier().equals("Advanced");
    String asked = params.oneOf("Tier", advanced ? "Advanced" : "Standard", TIERS);
    int size = value.getBytes(StandardCharsets.UTF_8).length;
    if (value.isEmpty()) {
      throw invalid(
          "1 validation error detected: Value at 'value' failed to satisfy constraint: Member must"
              + " have length greater than or equal to 1");
    }
    if (size > 4096 && asked.equals("Standard")) {
      throw new AwsError(
          "ValidationException",
          "Standard tier parameters support a maximum parameter value of 4096 characters. To create"
              + " a larger parameter value, upgrade the parameter to use the advanced-parameter"
              + " tier.");
    }
    if (size > 8192) {
      throw new AwsError(
          "ValidationException",
          "Advanced tier parameters support a maximum parameter value of 8192 characters.");
    }
    if (advanced && asked.equals("Standard")) {
      throw new AwsError(
          "ValidationException",
          "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the"
              + " advanced-parameter tier to the standard-parameter tier. If necessary, you can"
              + " delete the advanced parameter and recreate it as a standard parameter.");
    }
    return advanced || asked.equals("Advanced") || size > 4096 ? "Advanced" : "Standard";
  }

  private JsonObject delete(Params params) {
    parameters.remove(parameters.get(params.text("Name")));
    return new JsonObject();
  }

  private JsonObject deleteMany(Params params) {
    JsonArray deleted = new JsonArray();
    JsonArray invalid = new JsonArray();
    for (String name : ParameterReads.tenAtMost(params)) {
      Parameter parameter = parameters.find(name);
      if (parameter == null) {
        invalid.add(name);
      } else {
        parameters.remove(parameter);
        deleted.add(name);
      }
    }
    return new JsonObject().put("DeletedParameters", deleted).put("InvalidParameters", invalid);
  }
}
