package io.saigon.testkit.internal.s3.request;

import io.saigon.testkit.internal.s3.error.S3Errors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a query, decoded; of several with one name the first counts. */
public final class Parameters {
  private final Map<String, String> values = new LinkedHashMap<>();

  private Parameters() {}

  public static Parameters of(@Nullable String query) {
    Parameters parameters = new Parameters();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = Encoding.decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : Encoding.decode(pair.substring(equals + 1));
        if (!name.isEmpty()) {
          parameters.values.putIfAbsent(name, value);
        }
      }
    }
    return parameters;
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public @Nullable String get(String name) {
    return values.get(name);
  }

  public String get(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  public Set<String> names() {
    return values.keySet();
  }

  /** Returns a number of 0 or more, or fails with {@code InvalidArgument}. */
  public int number(String name, int otherwise) {
    String text = values.get(name);
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 0) {
        return number;
      }
      throw S3Errors.invalidArgument(
          "Argument " + name + " must be an integer between 0 and 2147483647", name, text);
    } catch (NumberFormatException e) {
      throw S3Errors.invalidArgument(
          "Provided " + name + " not an integer or within integer range", name, text);
    }
  }
}
