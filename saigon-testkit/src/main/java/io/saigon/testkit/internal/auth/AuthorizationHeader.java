package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.auth.SignatureRefused.Reason;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads an Authorization header of signature version 4. */
final class AuthorizationHeader {
  private AuthorizationHeader() {}

  static Authorization parse(MultiMap headers) throws SignatureRefused {
    String header = headers.get("Authorization");
    if (header == null || header.isBlank()) {
      throw new SignatureRefused(Reason.MISSING, "Missing Authentication Token");
    }
    if (!header.startsWith(Authorization.ALGORITHM + " ")) {
      throw Authorization.incomplete(
          "Unsupported AWS 'algorithm'; it must be " + Authorization.ALGORITHM + ".");
    }
    String credential = null;
    String signedHeaders = null;
    String signature = null;
    for (String part : header.substring(Authorization.ALGORITHM.length()).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw Authorization.incomplete(
            "Authorization header's parts must have the form 'name=value'.");
      }
      String value = part.substring(equals + 1).strip();
      switch (part.substring(0, equals).strip()) {
        case "Credential" -> credential = value;
        case "SignedHeaders" -> signedHeaders = value;
        case "Signature" -> signature = value;
        default -> {}
      }
    }
    return Authorization.of(
        present(credential, "Credential"),
        present(signedHeaders, "SignedHeaders"),
        present(signature, "Signature"),
        date(headers),
        headers.get("X-Amz-Security-Token"),
        null);
  }

  private static Instant date(MultiMap headers) throws SignatureRefused {
    String basic = headers.get("X-Amz-Date");
    if (basic != null) {
      return Authorization.basic(basic);
    }
    String http = headers.get("Date");
    if (http == null) {
      throw Authorization.incomplete(
          "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
    }
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(http, Instant::from);
    } catch (DateTimeException e) {
      return Authorization.basic(http);
    }
  }

  private static String present(@Nullable String value, String name) throws SignatureRefused {
    if (value == null || value.isEmpty()) {
      throw Authorization.incomplete("Authorization header requires '" + name + "' parameter.");
    }
    return value;
  }
}
