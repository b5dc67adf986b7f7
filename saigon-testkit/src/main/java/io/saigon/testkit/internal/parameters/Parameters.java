package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Ids;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All parameters, by name. */
final class Parameters {
  private final String arnPrefix;
  private final Map<String, Parameter> byName = new TreeMap<>();

  Parameters(String region) {
    arnPrefix = "arn:aws:ssm:" + region + ":" + Ids.ACCOUNT + ":parameter";
  }

  String arn(String name) {
    return arnPrefix + (name.startsWith("/") ? name : "/" + name);
  }

  @Nullable Parameter find(String nameOrArn) {
    if (!nameOrArn.startsWith("arn:")) {
      return byName.get(nameOrArn);
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
    byName.put(parameter.name(), parameter);
  }

  void remove(Parameter parameter) {
    byName.remove(parameter.name());
  }

  Collection<Parameter> all() {
    return byName.values();
  }
}
