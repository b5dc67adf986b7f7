package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.vertx.core.json.JsonObject;

/**
 * A parameter with the requested version.
 *
 * @param name the name that was requested, or the parameter's own if that was an ARN
 * @param selector the colon and what followed it, or empty
 */
record Selection(Parameter parameter, ParameterVersion version, String name, String selector) {
  private static final String ARN = "arn:";

  /** Finds {@code name}, an ARN, {@code name:3} or {@code name:label}. */
  static Selection of(Parameters parameters, String asked) {
    int colon = selectorAt(asked);
    String name = colon < 0 ? asked : asked.substring(0, colon);
    boolean isArn = name.startsWith(ARN);
    if (!isArn) {
      ParameterNames.checkForm(name);
    }
    Parameter parameter = parameters.get(name);
    String shown = isArn ? parameter.name() : name;
    if (colon < 0) {
      return new Selection(parameter, parameter.latest(), shown, "");
    }
    String selector = asked.substring(colon + 1);
    boolean number = selector.matches("\\d{1,18}");
    ParameterVersion version =
        (number ? parameter.numbered(Long.parseLong(selector)) : parameter.labelled(selector))
            .orElseThrow(
                () ->
                    new AwsError(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version %s of %s. Verify the version and try again."
                            .formatted(selector, name)));
    return new Selection(parameter, version, shown, ":" + selector);
  }

  JsonObject toJson(boolean decrypted) {
    JsonObject json = parameter.toJson(version, decrypted).put("Name", name);
    return selector.isEmpty() ? json : json.put("Selector", selector);
  }

  private static int selectorAt(String asked) {
    int from = asked.startsWith(ARN) ? Math.max(0, asked.indexOf(":parameter")) + 1 : 0;
    return asked.indexOf(':', from);
  }
}
