package io.saigon.testkit.internal.parameters;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/** Filters of DescribeParameters and GetParametersByPath: all must fit, each by one value. */
record ParameterFilter(String key, String option, List<String> values)
    implements Predicate<Parameter> {
  private static final String TAG = "tag:";

  static Predicate<Parameter> all(Params params) {
    Predicate<Parameter> all = parameter -> true;
    for (Params filter : params.objects("ParameterFilters")) {
      all =
          all.and(
              new ParameterFilter(
                  filter.text("Key"), filter.text("Option", "Equals"), filter.texts("Values")));
    }
    return all;
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
      default -> throw new AwsError("InvalidFilterOption", "There is no filter option " + option);
    };
  }
}
