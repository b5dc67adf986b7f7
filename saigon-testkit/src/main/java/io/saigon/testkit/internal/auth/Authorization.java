package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.auth.SignatureRefused.Reason;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request, from its header or its query.
 *
 * @param date the day in the scope
 * @param sessionToken the token that came along, or null
 * @param expires how long a query-signed request may be used, or null for one signed in a header
 */
public record Authorization(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature,
    Instant signedAt,
    @Nullable String sessionToken,
    @Nullable Duration expires) {
  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /** Reads the signature of a request, from the header if there is one. */
  static Authorization of(SignedRequest request) throws SignatureRefused {
    return request.headers().contains("Authorization") || !AuthorizationQuery.isIn(request)
        ? AuthorizationHeader.parse(request.headers())
        : AuthorizationQuery.parse(request);
  }

  static Authorization of(
      String credential,
      String signedHeaders,
      String signature,
      Instant signedAt,
      @Nullable String sessionToken,
      @Nullable Duration expires)
      throws SignatureRefused {
    String[] scope = credential.split("/", -1);
    if (scope.length != 5 || !scope[4].equals("aws4_request")) {
      throw incomplete(
          "Credential must have exactly 5 slash-delimited elements, e.g."
              + " keyid/date/region/service/aws4_request.");
    }
    List<String> names = List.of(signedHeaders.split(";", -1));
    if (!names.contains("host")) {
      throw incomplete("'Host' must be a 'SignedHeader' in the AWS Authorization.");
    }
    return new Authorization(
        scope[0], scope[1], scope[2], scope[3], names, signature, signedAt, sessionToken, expires);
  }

  /** Returns the credential scope of the signature. */
  public String scope() {
    return String.join("/", date, region, service, "aws4_request");
  }

  static Instant basic(String date) throws SignatureRefused {
    try {
      return BASIC.parse(date, Instant::from);
    } catch (DateTimeException e) {
      throw incomplete("Date must be in ISO-8601 'basic format'. Got '" + date + "'.");
    }
  }

  static SignatureRefused incomplete(String message) {
    return new SignatureRefused(Reason.MALFORMED, message);
  }

  @Override
  public String toString() {
    return "Authorization[accessKeyId=" + accessKeyId + ", scope=" + scope() + "]";
  }
}
