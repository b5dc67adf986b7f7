package io.saigon.rest.vertx.sigv4;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refusals of a signature for its region or service, before a service compares signatures. */
final class ScopeRefusal {
  private static final Pattern REGION =
      Pattern.compile("Credential should be scoped to a valid [rR]egion");
  private static final Pattern SERVICE =
      Pattern.compile("Credential should be scoped to correct service: '([a-z0-9-]{1,64})'");
  // S3, in the message of AuthorizationHeaderMalformed.
  private static final Pattern EXPECTED_REGION =
      Pattern.compile(
          "the region ('[a-z0-9-]{0,64}' )?is wrong; expecting '([a-z0-9-]{1,64})'",
          Pattern.CASE_INSENSITIVE);

  private ScopeRefusal() {}

  static @Nullable SignatureMismatch find(SigV4Scope scope, String responseBody) {
    // S3 escapes its quotes.
    String body = responseBody.replace("&apos;", "'").replace("&#39;", "'");
    Matcher service = SERVICE.matcher(body);
    if (service.find()) {
      return of("service", scope.service(), service.group(1));
    }
    Matcher region = EXPECTED_REGION.matcher(body);
    if (region.find()) {
      return of("region", scope.region(), region.group(2));
    }
    return REGION.matcher(body).find() ? of("region", scope.region(), "") : null;
  }

  private static SignatureMismatch of(String what, String signed, String expected) {
    return new SignatureMismatch(
        "scope",
        signed,
        expected,
        "it was signed for %s %s, but the endpoint's %s is %s; correct the SigV4Scope"
            .formatted(what, signed, what, expected.isEmpty() ? "another" : expected));
  }
}
