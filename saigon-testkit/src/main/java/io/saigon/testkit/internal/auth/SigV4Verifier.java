package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.auth.SignatureRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Checks signatures by making them again with AWS's own signer. */
public final class SigV4Verifier {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final DateTimeFormatter BASIC =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String INVALID_TOKEN =
      "The security token included in the request is invalid.";
  private static final String MISMATCH =
      "The request signature we calculated does not match the signature you provided. Check your"
          + " AWS Secret Access Key and signing method. Consult the service documentation for"
          + " details.";

  private final AccessKeys keys;
  private final Clock clock;
  private final String region;

  public SigV4Verifier(AccessKeys keys, Clock clock, String region) {
    this.keys = keys;
    this.clock = clock;
    this.region = region;
  }

  /** The key that a request was rightly signed with. */
  public AccessKey verify(SignedRequest request, String service) throws SignatureRefused {
    AuthorizationHeader authorization = AuthorizationHeader.parse(request.headers());
    AccessKey key = key(authorization, request.headers().get("X-Amz-Security-Token"));
    Instant signedAt = signedAt(request, authorization);
    checkScope(authorization, service);
    Signature expected = Signature.of(request, authorization, key, signedAt);
    if (!same(expected.value(), authorization.signature())) {
      throw new SignatureRefused(Reason.InvalidSignatureException, MISMATCH, expected.explained());
    }
    return key;
  }

  private AccessKey key(AuthorizationHeader authorization, @Nullable String token)
      throws SignatureRefused {
    AccessKey key = keys.find(authorization.accessKeyId());
    if (key == null) {
      throw new SignatureRefused(Reason.UnrecognizedClientException, INVALID_TOKEN);
    }
    String expected = key.sessionToken();
    boolean rightToken = expected == null ? token == null : token != null && same(expected, token);
    if (!rightToken) {
      throw new SignatureRefused(Reason.UnrecognizedClientException, INVALID_TOKEN);
    }
    if (key.expired(clock.instant())) {
      throw new SignatureRefused(
          Reason.ExpiredTokenException, "The security token included in the request is expired");
    }
    return key;
  }

  private Instant signedAt(SignedRequest request, AuthorizationHeader authorization)
      throws SignatureRefused {
    Instant signedAt = date(request);
    String text = BASIC.format(signedAt);
    if (!text.startsWith(authorization.date())) {
      throw new SignatureRefused(
          Reason.InvalidSignatureException,
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s', from '%s'."
                  .formatted(authorization.date(), text.substring(0, 8), text));
    }
    Instant now = clock.instant();
    if (signedAt.isBefore(now.minus(SKEW))) {
      throw new SignatureRefused(
          Reason.InvalidSignatureException,
          "Signature expired: %s is now earlier than %s (%s - 5 min.)"
              .formatted(text, BASIC.format(now.minus(SKEW)), BASIC.format(now)));
    }
    if (signedAt.isAfter(now.plus(SKEW))) {
      throw new SignatureRefused(
          Reason.InvalidSignatureException,
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(text, BASIC.format(now.plus(SKEW)), BASIC.format(now)));
    }
    return signedAt;
  }

  private static Instant date(SignedRequest request) throws SignatureRefused {
    String basic = request.headers().get("X-Amz-Date");
    String http = request.headers().get("Date");
    try {
      if (basic != null) {
        return BASIC.parse(basic, Instant::from);
      }
      if (http != null) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.parse(http, Instant::from);
      }
    } catch (DateTimeException e) {
      throw new SignatureRefused(
          Reason.IncompleteSignatureException,
          "Date must be in ISO-8601 'basic format'. Got '" + basic + "'.");
    }
    throw new SignatureRefused(
        Reason.IncompleteSignatureException,
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }

  private void checkScope(AuthorizationHeader authorization, String service)
      throws SignatureRefused {
    if (!authorization.region().equals(region)) {
      throw new SignatureRefused(
          Reason.InvalidSignatureException,
          "Credential should be scoped to a valid region, not '" + authorization.region() + "'.");
    }
    if (!authorization.service().equals(service)) {
      throw new SignatureRefused(
          Reason.InvalidSignatureException,
          "Credential should be scoped to correct service: '" + service + "'.");
    }
  }

  private static boolean same(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
