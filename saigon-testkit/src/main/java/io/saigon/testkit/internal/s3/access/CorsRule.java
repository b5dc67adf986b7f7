package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A rule of a bucket's CORS configuration. */
record CorsRule(
    List<String> origins,
    List<String> methods,
    List<String> headers,
    List<String> exposed,
    @Nullable String maxAge) {
  private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "HEAD");

  static CorsRule read(XmlElement rule) {
    rule.only(
        "ID", "AllowedHeader", "AllowedMethod", "AllowedOrigin", "ExposeHeader", "MaxAgeSeconds");
    CorsRule read =
        new CorsRule(
            texts(rule, "AllowedOrigin"),
            texts(rule, "AllowedMethod"),
            texts(rule, "AllowedHeader"),
            texts(rule, "ExposeHeader"),
            rule.optional("MaxAgeSeconds"));
    if (read.origins.isEmpty() || read.methods.isEmpty()) {
      throw S3Errors.malformedXml();
    }
    for (String method : read.methods) {
      if (!METHODS.contains(method)) {
        throw S3Errors.invalidRequest(
            "Found unsupported HTTP method in CORS config. Unsupported method is " + method);
      }
    }
    read.origins.forEach(origin -> checkWildcards("AllowedOrigin", origin));
    read.headers.forEach(header -> checkWildcards("AllowedHeader", header));
    if (read.maxAge != null && !read.maxAge.matches("\\d{1,9}")) {
      throw S3Errors.malformedXml();
    }
    return read;
  }

  private static List<String> texts(XmlElement rule, String name) {
    return rule.all(name).stream().map(XmlElement::text).toList();
  }

  private static void checkWildcards(String name, String pattern) {
    if (pattern.indexOf('*') != pattern.lastIndexOf('*')) {
      throw S3Errors.invalidRequest(
          name + " \"" + pattern + "\" can not have more than one wildcard.");
    }
  }

  /** Returns whether the rule allows a request. */
  boolean allows(String origin, String method, String requestedHeaders) {
    return origins.stream().anyMatch(pattern -> matches(pattern, origin))
        && methods.contains(method)
        && requested(requestedHeaders).stream()
            .allMatch(
                name ->
                    headers.stream()
                        .anyMatch(
                            pattern ->
                                matches(
                                    pattern.toLowerCase(Locale.ROOT),
                                    name.toLowerCase(Locale.ROOT))));
  }

  static List<String> requested(String headers) {
    return Arrays.stream(headers.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }

  private static boolean matches(String pattern, String text) {
    return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), text);
  }
}
