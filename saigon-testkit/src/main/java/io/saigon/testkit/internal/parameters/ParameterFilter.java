package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Filters of DescribeParameters and GetParametersByPath: all must fit, each by one value. */
record ParameterFilter(String key, String option, List<String> values)
    implements Predicate<Parameter> {
  private static final String TAG = "tag:";
  private static final String NAME = "Name";
  private static final String LABEL = "Label";
  private static final String PATH = "Path";
  private static final String EQUALS = "Equals";
  private static final String CONTAINS = "Contains";

  private static final List<String> KEYS = List.of(PATH, NAME, "Type", "KeyId", "Tier");
  private static final List<String> KEYS_OF_PATHS = List.of("Type", "KeyId", LABEL);
  private static final List<String> PATHS = List.of("Recursive", "OneLevel");
  private static final List<String> TEXTS = List.of("BeginsWith", EQUALS);
  private static final List<String> TEXTS_OF_NAMES = List.of("BeginsWith", EQUALS, CONTAINS);
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
      all = all.and(new ParameterFilter(filter.text("Key"), EQUALS, filter.texts("Values")));
    }
    for (ParameterFilter filter : of(params)) {
      if (filter.key.equals(LABEL)) {
        throw invalidKey(LABEL, KEYS);
      }
      filter.checkOption(
          switch (filter.key) {
            case PATH -> PATHS;
            case NAME -> TEXTS_OF_NAMES;
            default -> TEXTS;
          });
      if (filter.key.equals(PATH)) {
        filter.values.forEach(ParameterNames::checkFilteredPath);
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
        throw invalidKey(filter.key, KEYS_OF_PATHS);
      }
      filter.checkOption(filter.key.equals(LABEL) ? List.of(EQUALS) : TEXTS);
      all = all.and(filter);
    }
    return all;
  }

  /** Returns the version that a filter by label is for, or the latest one. */
  static ParameterVersion labelled(Params params, Parameter parameter) {
    return of(params).stream()
        .filter(filter -> filter.key.equals(LABEL))
        .flatMap(filter -> filter.values.stream())
        .flatMap(label -> parameter.labelled(label).stream())
        .findFirst()
        .orElseGet(parameter::latest);
  }

  private static List<ParameterFilter> of(Params params) {
    Set<String> keys = new HashSet<>();
    List<ParameterFilter> filters = new ArrayList<>();
    for (Params filter : params.objects("ParameterFilters")) {
      String key = filter.text("Key");
      String standard = key.equals(PATH) ? "OneLevel" : EQUALS;
      if (!keys.add(key)) {
        throw new AwsError(
            "InvalidFilterKey",
            "The following filter is duplicated in the request: %s. A request can contain only one occurrence of a specific filter."
                .formatted(key));
      }
      filters.add(
          new ParameterFilter(key, filter.text("Option", standard), filter.texts("Values"))
              .checked());
    }
    return filters;
  }

  private ParameterFilter checked() {
    if (values.isEmpty() && !key.startsWith(TAG)) {
      throw new AwsError(
          "InvalidFilterValue", "The following filter values are missing for filter key " + key);
    }
    List<String> known = VALUES.get(key);
    for (String value : values) {
      if (known != null && option.equals(EQUALS) && !known.contains(value)) {
        throw new AwsError(
            "InvalidFilterValue",
            "The following filter value is not valid: %s. Valid values include: %s."
                .formatted(value, known));
      }
    }
    return this;
  }

  private void checkOption(List<String> options) {
    if (!options.contains(option)) {
      throw new AwsError(
          "InvalidFilterOption",
          "The following filter option is not valid: %s. Valid options include: %s."
              .formatted(option, options));
    }
  }

  private static AwsError invalidKey(String key, List<String> keys) {
    return new AwsError(
        "InvalidFilterKey",
        "The following filter key is not valid: %s. Valid filter keys include: %s."
            .formatted(key, keys));
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
      // With or without its slash a name is the same, but for a part of it.
      case NAME ->
          option.equals(CONTAINS)
              ? parameter.name().contains(value)
              : text().test(slashed(parameter.name()), slashed(value));
      case "Type" -> text().test(parameter.type(), value);
      case "Tier" -> text().test(parameter.latest().tier(), value);
      case "KeyId" ->
          parameter.type().equals("SecureString") && text().test(parameter.latest().key(), value);
      case "DataType" -> text().test("text", value);
      case LABEL -> parameter.labelled(value).isPresent();
      case PATH -> below(slashed(parameter.name()), value.endsWith("/") ? value : value + "/");
      default -> throw new AwsError("InvalidFilterKey", "The local AWS has no filter for " + key);
    };
  }

  private static String slashed(String name) {
    return name.startsWith("/") ? name : "/" + name;
  }

  private boolean below(String name, String path) {
    return name.startsWith(path)
        && (option.equals("Recursive") || name.indexOf('/', path.length()) < 0);
  }

  private BiPredicate<String, String> text() {
    return option.equals(EQUALS) ? String::equals : String::startsWith;
  }
}
