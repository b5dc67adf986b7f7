package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Filters of DescribeParameters and GetParametersByPath: all must fit, each by one value. */
record ParameterFilter(String key, String option, List<String> values)
    implements Predicate<Parameter> {
  private static final String TAG = "tag:";

  private static final List<String> KEYS_OF_PATHS = List.of("Type", "KeyId", "Label");
  private static final List<String> PATHS = List.of("OneLevel", "Recursive");
  private static final Map<String, List<String>> VALUES =
      Map.of(
          "Type", List.of("String", "StringList", "SecureString"),
          "Tier", List.of("Standard", "Advanced", "Intelligent-Tiering"));

  /** Returns the filters of DescribeParameters, in their newer or older form. */
  static Predicate<Parameter> described(Params params) {
    if (params.has("Filters") && params.has("ParameterFilters")) {
      throw new AwsError(
          "ValidationException",
          "You can use either Filters or ParameterFilters in a single request.");
    }
    Predicate<Parameter> all = parameter -> true;
    for (Params filter : params.objects("Filters")) {
      all = all.and(new ParameterFilter(filter.text("Key"), "Equals", filter.texts("Values")));
    }
    for (ParameterFilter filter : of(params)) {
      if (filter.key.equals("Path") != PATHS.contains(filter.option)) {
        throw invalidOption(filter.option);
      }
      all = all.and(filter);
    }
    return all;
  }

  /** Returns the filters of GetParametersByPath. */
  static Predicate<Parameter> byPath(Params params) {
    Predicate<Parameter> all = parameter -> true;
    for (ParameterFilter filter : of(params)) {
      if (!KEYS_OF_PATHS.contains(filter.key)) {
        throw new AwsError(
            "InvalidFilterKey",
            "The following filter key is not valid: %s. Valid filter keys include: %s."
                .formatted(filter.key, KEYS_OF_PATHS));
      }
      if (!filter.option.matches("Equals|BeginsWith")) {
        throw invalidOption(filter.option);
      }
      all = all.and(filter);
    }
    return all;
  }

  /** Returns the version that a filter by label is for, or the latest one. */
  static ParameterVersion labelled(Params params, Parameter parameter) {
    return of(params).stream()
        .filter(filter -> filter.key.equals("Label"))
        .flatMap(filter -> filter.values.stream())
        .flatMap(label -> parameter.labelled(label).stream())
        .findFirst()
        .orElseGet(parameter::latest);
  }

  private static List<ParameterFilter> of(Params params) {
    return params.objects("ParameterFilters").stream()
        .map(
            filter ->
                new ParameterFilter(
                    filter.text("Key"),
                    filter.text(
                        "Option", filter.text("Key").equals("Path") ? "OneLevel" : "Equals"),
                    filter.texts("Values")))
        .map(ParameterFilter::checked)
        .toList();
  }

  private ParameterFilter checked() {
    if (values.isEmpty() && !key.startsWith(TAG)) {
      throw new AwsError(
          "InvalidFilterValue", "The following filter values are missing for filter key " + key);
    }
    List<String> known = VALUES.get(key);
    for (String value : values) {
      if (known != null && option.equals("Equals") && !known.contains(value)) {
        throw new AwsError(
            "InvalidFilterValue",
            "The following filter value is not valid: %s. Valid values include: %s."
                .formatted(value, known));
      }
    }
    return this;
  }

  private static AwsError invalidOption(String option) {
    return new AwsError(
        "InvalidFilterOption", "The following filter option is not valid: " + option + ".");
  }

  @Override
  public boolean test(Parameter parameter) {
    if (key.startsWith(TAG)) {
      String tag = parameter.tags().get(key.substring(TAG.length()));
      return tag != null
          && (values.isEmpty() || values.stream().anyMatch(value -> text().test(tag, value)));
    }
    return values.stream().anyMatch(value -> fits(parameter, value));
  }

  private boolean fits(Parameter parameter, String value) {
    return switch (key) {
      case "Name" -> text().test(parameter.name(), value);
      case "Type" -> text().test(parameter.type(), value);
      case "Tier" -> text().test(parameter.latest().tier(), value);
      case "KeyId" ->
          parameter.type().equals("SecureString") && text().test(parameter.latest().key(), value);
      case "DataType" -> text().test("text", value);
      case "Label" -> parameter.labelled(value).isPresent();
      case "Path" -> below(parameter.name(), value.endsWith("/") ? value : value + "/");
      default -> throw new AwsError("InvalidFilterKey", "The local AWS has no filter for " + key);
    };
  }

  private boolean below(String name, String path) {
    return name.startsWith(path)
        && (option.equals("Recursive") || name.indexOf('/', path.length()) < 0);
  }

  private BiPredicate<String, String> text() {
    return switch (option) {
      case "Equals" -> String::equals;
      case "BeginsWith" -> String::startsWith;
      case "Contains" -> String::contains;
      default -> throw invalidOption(option);
    };
  }
}
