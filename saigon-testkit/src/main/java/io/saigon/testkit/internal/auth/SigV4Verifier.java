package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.auth.SignatureRefused.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks signatures by computing them with AWS's own signer. */
public final class SigV4Verifier {
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

  /** Returns the key of a valid signature. */
  public Verified verify(SignedRequest request, SigningRules rules) throws SignatureRefused {
    Authorization authorization = Authorization.of(request);
    AccessKey key = key(authorization);
    checkScope(authorization, rules);
    checkTime(authorization, rules);
    if (rules.pathAsSent()) {
      checkAmazonHeaders(request, authorization);
    }
    Signature expected = Signature.of(request, authorization, key, rules);
    if (!Hashes.same(expected.value(), authorization.signature())) {
      throw new SignatureRefused(
          Reason.MISMATCH,
          MISMATCH,
          Map.of(
              "AWSAccessKeyId", key.id(),
              "SignatureProvided", authorization.signature(),
              "StringToSign", expected.stringToSign(),
              "CanonicalRequest", expected.canonicalRequest()));
    }
    return new Verified(key, authorization, expected.signingKey());
  }

  /** Returns the key that signed the policy of a form. */
  public AccessKey verifyPolicy(
      String credential,
      String date,
      @Nullable String sessionToken,
      String signature,
      String policy,
      SigningRules rules)
      throws SignatureRefused {
    Authorization authorization =
        Authorization.of(
            credential, "host", signature, Authorization.basic(date), sessionToken, null);
    AccessKey key = key(authorization);
    checkScope(authorization, rules);
    byte[] signing = ("AWS4" + key.secret()).getBytes(StandardCharsets.UTF_8);
    for (String part : authorization.scope().split("/", -1)) {
      signing = Hashes.hmac(signing, part);
    }
    if (!Hashes.same(HexFormat.of().formatHex(Hashes.hmac(signing, policy)), signature)) {
      throw new SignatureRefused(
          Reason.MISMATCH,
          MISMATCH,
          Map.of(
              "AWSAccessKeyId", key.id(),
              "SignatureProvided", signature,
              "StringToSign", policy));
    }
    return key;
  }

  private AccessKey key(Authorization authorization) throws SignatureRefused {
    AccessKey key = keys.find(authorization.accessKeyId());
    String token = authorization.sessionToken();
    if (key == null || (key.sessionToken() != null && token == null)) {
      throw new SignatureRefused(
          Reason.UNKNOWN_KEY, INVALID_TOKEN, Map.of("AWSAccessKeyId", authorization.accessKeyId()));
    }
    if (token != null && (key.sessionToken() == null || !Hashes.same(key.sessionToken(), token))) {
      throw new SignatureRefused(Reason.WRONG_TOKEN, INVALID_TOKEN);
    }
    if (keys.hasEnded(key)) {
      throw new SignatureRefused(
          Reason.EXPIRED_TOKEN, "The security token included in the request is expired");
    }
    return key;
  }

  private void checkScope(Authorization authorization, SigningRules rules) throws SignatureRefused {
    if (!authorization.region().equals(region)) {
      throw new SignatureRefused(
          Reason.WRONG_REGION,
          "Credential should be scoped to a valid region, not '" + authorization.region() + "'.",
          Map.of("Region", region));
    }
    if (!authorization.service().equals(rules.service())) {
      throw new SignatureRefused(
          Reason.WRONG_SCOPE,
          "Credential should be scoped to correct service: '" + rules.service() + "'.");
    }
    String time = basic(authorization.signedAt());
    if (!time.startsWith(authorization.date())) {
      throw new SignatureRefused(
          Reason.WRONG_SCOPE,
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from"
              + " HTTP: '%s' != '%s', from '%s'."
                  .formatted(authorization.date(), time.substring(0, 8), time));
    }
  }

  private void checkTime(Authorization authorization, SigningRules rules) throws SignatureRefused {
    Instant now = clock.instant();
    Instant signedAt = authorization.signedAt();
    String text = basic(signedAt);
    Duration skew = rules.skew();
    Duration expires = authorization.expires();
    if (signedAt.isAfter(now.plus(skew))) {
      throw new SignatureRefused(
          expires == null ? Reason.SKEWED : Reason.NOT_YET_VALID,
          "Signature not yet current: %s is still later than %s (%s + %d min.)"
              .formatted(text, basic(now.plus(skew)), basic(now), skew.toMinutes()),
          times(text, now, rules));
    }
    if (expires != null && now.isAfter(signedAt.plus(expires))) {
      throw new SignatureRefused(
          Reason.EXPIRED,
          "Signature expired: %s is now earlier than %s".formatted(text, basic(now.minus(expires))),
          Map.of(
              "X-Amz-Expires", String.valueOf(expires.toSeconds()),
              "Expires", signedAt.plus(expires).toString(),
              "ServerTime", now.toString()));
    }
    if (expires == null && signedAt.isBefore(now.minus(skew))) {
      throw new SignatureRefused(
          Reason.SKEWED,
          "Signature expired: %s is now earlier than %s (%s - %d min.)"
              .formatted(text, basic(now.minus(skew)), basic(now), skew.toMinutes()),
          times(text, now, rules));
    }
  }

  private static Map<String, String> times(String signedAt, Instant now, SigningRules rules) {
    return Map.of(
        "RequestTime", signedAt,
        "ServerTime", now.toString(),
        "MaxAllowedSkewMilliseconds", String.valueOf(rules.skew().toMillis()));
  }

  private static void checkAmazonHeaders(SignedRequest request, Authorization authorization)
      throws SignatureRefused {
    List<String> open =
        request.headers().names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> name.startsWith("x-amz-"))
            .filter(name -> !authorization.signedHeaders().contains(name))
            .toList();
    if (!open.isEmpty()) {
      throw new SignatureRefused(
          Reason.HEADERS_NOT_SIGNED,
          "There were headers present in the request which were not signed",
          Map.of("HeadersNotSigned", String.join(", ", open)));
    }
  }

  private static String basic(Instant instant) {
    return Authorization.BASIC.format(instant);
  }
}
