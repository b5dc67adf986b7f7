package io.saigon.testkit.internal.secrets;

import io.saigon.testkit.internal.wire.AwsError;
import io.saigon.testkit.internal.wire.Params;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** ListSecrets' filters: all of them must fit, each by one of its values. */
record SecretFilter(String key, List<String> values) implements Predicate<Secret> {

  static Predicate<Secret> all(Params params) {
    Predicate<Secret> all = secret -> true;
    for (Params filter : params.objects("Filters")) {
      if (filter.texts("Values").isEmpty()) {
        throw new AwsError(
            "InvalidParameterException", "Invalid filter values for key: " + filter.text("Key"));
      }
      all = all.and(new SecretFilter(filter.text("Key"), filter.texts("Values")));
    }
    return all;
  }

  @Override
  public boolean test(Secret secret) {
    return values.stream()
        .anyMatch(
            value ->
                value.startsWith("!") ? !fits(secret, value.substring(1)) : fits(secret, value));
  }

  private boolean fits(Secret secret, String value) {
    return switch (key) {
      case "name" -> secret.name().startsWith(value);
      case "description" -> Words.match(value, secret.description());
      case "tag-key" -> secret.tags().keySet().stream().anyMatch(tag -> tag.startsWith(value));
      case "tag-value" -> secret.tags().values().stream().anyMatch(tag -> tag.startsWith(value));
      case "all" -> attributes(secret).anyMatch(attribute -> Words.match(value, attribute));
      // Every secret is primary here, and none belongs to a service.
      case "primary-region" -> secret.arn().startsWith("arn:aws:secretsmanager:" + value);
      case "owning-service" -> false;
      default ->
          throw new AwsError("ValidationException", "The local AWS has no filter for " + key);
    };
  }

  private static Stream<String> attributes(Secret secret) {
    return Stream.concat(
        Stream.of(secret.name(), secret.description()),
        secret.tags().entrySet().stream().flatMap(tag -> Stream.of(tag.getKey(), tag.getValue())));
  }
}
