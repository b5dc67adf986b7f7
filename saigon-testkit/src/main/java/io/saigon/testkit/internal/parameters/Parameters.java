package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All parameters, by name: one outside a hierarchy is found with a slash before it, too. */
final class Parameters {
  private final String arnPrefix;
  private final Map<String, Parameter> byName = new TreeMap<>();

  Parameters(String region) {
    arnPrefix = "arn:aws:ssm:" + region + ":" + Ids.ACCOUNT + ":parameter";
  }

  String arn(String name) {
    return arnPrefix + ParameterNames.full(name);
  }

  @Nullable Parameter find(String nameOrArn) {
    if (!nameOrArn.startsWith("arn:")) {
      return byName.get(ParameterNames.full(nameOrArn));
    }
    return byName.values().stream()
        .filter(parameter -> parameter.arn().equals(nameOrArn))
        .findFirst()
        .orElse(null);
  }

  Parameter get(String nameOrArn) {
    Parameter parameter = find(nameOrArn);
    if (parameter == null) {
      throw new AwsError("ParameterNotFound", "");
    }
    return parameter;
  }

  void put(Parameter parameter) {
    byName.put(ParameterNames.full(parameter.name()), parameter);
  }

  void remove(Parameter parameter) {
    byName.remove(ParameterNames.full(parameter.name()));
  }

  Collection<Parameter> all() {
    return byName.values();
  }
}
