package io.saigon.testkit.internal.s3.access;

import io.saigon.testkit.internal.s3.error.S3Error;
import io.saigon.testkit.internal.s3.error.S3Errors;
import io.saigon.testkit.internal.s3.xml.XmlElement;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CORS configuration of a bucket.
 *
 * @param document as it is given back
 */
public record Cors(List<CorsRule> rules, XmlElement document) {
  private static final int MOST = 100;

  /** Reads a configuration, or fails as S3 does. */
  public static Cors read(XmlElement document) {
    List<XmlElement> rules = document.only("CORSRule").children();
    if (rules.isEmpty() || rules.size() > MOST) {
      throw S3Errors.malformedXml();
    }
    return new Cors(rules.stream().map(CorsRule::read).toList(), document);
  }

  /**
   * Answers a preflight request.
   *
   * @param known whether there is such a bucket
   * @param cors configuration of the bucket, or null
   * @return the headers of the answer; fails with {@code AccessForbidden} if no rule allows it
   */
  public static Map<String, String> preflight(
      boolean known, @Nullable Cors cors, MultiMap headers, String resourceType) {
    String origin = headers.get("Origin");
    String method = headers.get("Access-Control-Request-Method");
    if (origin == null) {
      throw badRequest("Insufficient information. Origin request header needed.");
    }
    if (cors == null) {
      throw forbidden(
          known
              ? "CORSResponse: CORS is not enabled for this bucket."
              : "CORSResponse: Bucket not found",
          method == null ? "OPTIONS" : method,
          "BUCKET");
    }
    if (method == null) {
      throw badRequest("Invalid Access-Control-Request-Method: null");
    }
    String requested = headers.get("Access-Control-Request-Headers");
    Map<String, String> allowed =
        cors.allow(origin, method, requested == null ? "" : requested, true);
    if (allowed.isEmpty()) {
      throw forbidden(
          "CORSResponse: This CORS request is not allowed. This is usually because the evalution of"
              + " Origin, request method / Access-Control-Request-Method or"
              + " Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
          method,
          resourceType);
    }
    return allowed;
  }

  private static S3Error badRequest(String message) {
    return new S3Error(400, "BadRequest", message);
  }

  private static S3Error forbidden(String message, String method, String resourceType) {
    return new S3Error(403, "AccessForbidden", message)
        .with("Method", method)
        .with("ResourceType", resourceType);
  }

  /** Returns the headers that a request from another origin is answered with; may be none. */
  public Map<String, String> actual(String origin, String method) {
    return allow(origin, method, "", false);
  }

  private Map<String, String> allow(
      String origin, String method, String requested, boolean preflight) {
    Map<String, String> headers = new LinkedHashMap<>();
    rules.stream()
        .filter(rule -> rule.allows(origin, method, requested))
        .findFirst()
        .ifPresent(rule -> write(rule, origin, requested, preflight, headers));
    return headers;
  }

  private static void write(
      CorsRule rule,
      String origin,
      String requested,
      boolean preflight,
      Map<String, String> headers) {
    boolean any = rule.origins().contains("*");
    headers.put("Access-Control-Allow-Origin", any ? "*" : origin);
    headers.put("Access-Control-Allow-Methods", String.join(", ", rule.methods()));
    if (preflight && !requested.isEmpty()) {
      headers.put(
          "Access-Control-Allow-Headers",
          String.join(", ", CorsRule.requested(requested)).toLowerCase(Locale.ROOT));
    }
    if (!rule.exposed().isEmpty()) {
      headers.put("Access-Control-Expose-Headers", String.join(", ", rule.exposed()));
    }
    if (rule.maxAge() != null) {
      headers.put("Access-Control-Max-Age", rule.maxAge());
    }
    if (!any) {
      headers.put("Access-Control-Allow-Credentials", "true");
    }
    headers.put("Vary", "Origin, Access-Control-Request-Headers, Access-Control-Request-Method");
  }
}
