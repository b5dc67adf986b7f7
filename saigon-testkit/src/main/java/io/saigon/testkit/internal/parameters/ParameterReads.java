package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Paging;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;

/** Operations that read parameters. */
final class ParameterReads {
  /** Errors for names that GetParameters lists as invalid ones, as it does malformed ones. */
  private static final List<String> MISSING =
      List.of("ParameterNotFound", "ParameterVersionNotFound");

  private final Parameters parameters;
  private final ParameterKeys keys;
  private final SecretReferences secrets;

  ParameterReads(Parameters parameters, ParameterKeys keys, SecretReferences secrets) {
    this.parameters = parameters;
    this.keys = keys;
    this.secrets = secrets;
  }

  void register(Operations operations) {
    operations
        .signed("GetParameter", this::get)
        .signed("GetParameters", this::getMany)
        .signed("GetParametersByPath", this::byPath)
        .signed("GetParameterHistory", this::history)
        .signed("DescribeParameters", this::describe);
  }

  private JsonObject get(Params params) {
    return new JsonObject()
        .put("Parameter", read(params.text("Name"), params.flag("WithDecryption")));
  }

  private JsonObject read(String name, boolean decrypted) {
    if (SecretReferences.isOne(name)) {
      return secrets.read(name, decrypted);
    }
    Selection found = Selection.of(parameters, name);
    checkKey(found.parameter(), found.version(), decrypted);
    return found.toJson(decrypted);
  }

  private void checkKey(Parameter parameter, ParameterVersion version, boolean decrypted) {
    if (decrypted) {
      keys.checkDecryption(parameter, version);
    }
  }

  private JsonObject getMany(Params params) {
    boolean decrypted = params.flag("WithDecryption");
    JsonArray found = new JsonArray();
    JsonArray invalid = new JsonArray();
    for (String name : tenAtMost(params)) {
      try {
        found.add(read(name, decrypted));
      } catch (AwsError e) {
        boolean isMalformed =
            e.code().equals("ValidationException") && !SecretReferences.isOne(name);
        if (!isMalformed && !MISSING.contains(e.code())) {
          throw e;
        }
        invalid.add(name);
      }
    }
    return new JsonObject().put("Parameters", found).put("InvalidParameters", invalid);
  }

  static List<String> tenAtMost(Params params) {
    List<String> names = params.texts("Names");
    if (names.isEmpty()) {
      throw params.missing("Names");
    }
    if (names.size() > 10) {
      throw params.invalid(
          names.toString(), "Names", "Member must have length less than or equal to 10");
    }
    if (new HashSet<>(names).size() < names.size()) {
      throw new AwsError("ValidationException", "Duplicate parameters found in the request.");
    }
    return names;
  }

  private JsonObject byPath(Params params) {
    String path = params.text("Path");
    ParameterNames.checkPath(path);
    boolean decrypted = params.flag("WithDecryption");
    boolean recursive = params.flag("Recursive");
    String prefix = path.endsWith("/") ? path : path + "/";
    List<Parameter> below =
        parameters.all().stream()
            .filter(parameter -> isBelow(parameter, prefix, recursive))
            .filter(ParameterFilter.byPath(params))
            .toList();
    Paging<Parameter> page =
        Paging.of(
            below,
            params.number("MaxResults", 10, 1, 10),
            params.optionalText("NextToken"),
            Parameter::name,
            ParameterReads::wrongToken);
    JsonArray items = new JsonArray();
    for (Parameter parameter : page.items()) {
      ParameterVersion version = ParameterFilter.labelled(params, parameter);
      checkKey(parameter, version, decrypted);
      items.add(parameter.toJson(version, decrypted));
    }
    return page.next("NextToken", new JsonObject().put("Parameters", items));
  }

  private static boolean isBelow(Parameter parameter, String prefix, boolean recursive) {
    String name = ParameterNames.full(parameter.name());
    return name.startsWith(prefix) && (recursive || name.indexOf('/', prefix.length()) < 0);
  }

  private JsonObject history(Params params) {
    Parameter parameter = parameters.get(params.text("Name"));
    boolean decrypted = params.flag("WithDecryption");
    Paging<ParameterVersion> page =
        Paging.of(
            parameter.versions(),
            params.number("MaxResults", 50, 1, 50),
            params.optionalText("NextToken"),
            version -> String.valueOf(version.number()),
            ParameterReads::wrongToken);
    JsonArray items = new JsonArray();
    for (ParameterVersion version : page.items()) {
      checkKey(parameter, version, decrypted);
      items.add(
          parameter
              .metadata(version)
              .put("Value", parameter.toJson(version, decrypted).getString("Value"))
              .put("Labels", Json.array(version.labels())));
    }
    return page.next("NextToken", new JsonObject().put("Parameters", items));
  }

  private JsonObject describe(Params params) {
    List<Parameter> found =
        parameters.all().stream().filter(ParameterFilter.described(params)).toList();
    Paging<Parameter> page =
        Paging.of(
            found,
            params.number("MaxResults", 50, 1, 50),
            params.optionalText("NextToken"),
            Parameter::name,
            ParameterReads::wrongToken);
    JsonArray items = new JsonArray();
    page.items().forEach(parameter -> items.add(parameter.metadata(parameter.latest())));
    return page.next("NextToken", new JsonObject().put("Parameters", items));
  }

  private static AwsError wrongToken() {
    return new AwsError("InvalidNextToken", "The specified token isn't valid.");
  }
}
