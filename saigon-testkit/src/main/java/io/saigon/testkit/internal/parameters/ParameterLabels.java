package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Json;
import io.saigon.testkit.internal.wire.Operations;
import io.saigon.testkit.internal.wire.Params;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The labels of versions of parameters. */
final class ParameterLabels {
  private static final int MOST = 10;

  private final Parameters parameters;

  ParameterLabels(Parameters parameters) {
    this.parameters = parameters;
  }

  void register(Operations operations) {
    operations
        .signed("LabelParameterVersion", this::label)
        .signed("UnlabelParameterVersion", this::unlabel);
  }

  private JsonObject label(Params params) {
    params.need("Name", "Labels");
    Parameter parameter = parameters.get(params.text("Name"));
    ParameterVersion version = version(parameter, params.optionalNumber("ParameterVersion"));
    List<String> labels = params.texts("Labels");
    if (labels.isEmpty()) {
      throw params.missing("Labels");
    }
    Set<String> all = new TreeSet<>(version.labels());
    labels.stream().filter(ParameterLabels::isLabel).forEach(all::add);
    if (all.size() > MOST) {
      throw new AwsError(
          "ParameterVersionLabelLimitExceeded",
          "A parameter version can have a maximum of ten labels.");
    }
    List<String> invalid = labels.stream().filter(label -> !isLabel(label)).toList();
    for (String label : labels) {
      if (isLabel(label)) {
        parameter.labelled(label).ifPresent(holder -> holder.labels().remove(label));
        version.labels().add(label);
      }
    }
    return new JsonObject()
        .put("InvalidLabels", Json.array(invalid))
        .put("ParameterVersion", version.number());
  }

  private JsonObject unlabel(Params params) {
    params.need("Name", "ParameterVersion", "Labels");
    Parameter parameter = parameters.get(params.text("Name"));
    ParameterVersion version = version(parameter, params.optionalNumber("ParameterVersion"));
    List<String> labels = params.texts("Labels");
    List<String> removed = labels.stream().filter(version.labels()::remove).toList();
    return new JsonObject()
        .put("RemovedLabels", Json.array(removed))
        .put(
            "InvalidLabels",
            Json.array(labels.stream().filter(label -> !removed.contains(label)).toList()));
  }

  private static ParameterVersion version(Parameter parameter, @Nullable Integer asked) {
    return asked == null
        ? parameter.latest()
        : parameter
            .numbered(asked)
            .orElseThrow(
                () ->
                    new AwsError(
                        "ParameterVersionNotFound",
                        "Systems Manager could not find version %d of %s. Verify the version and try again."
                            .formatted(asked, parameter.name())));
  }

  private static boolean isLabel(String label) {
    return label.matches("(?!\\d|(?i:aws|ssm))[\\w.-]{1,100}");
  }
}
