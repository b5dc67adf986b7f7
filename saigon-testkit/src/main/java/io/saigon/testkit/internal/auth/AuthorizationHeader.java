package io.saigon.testkit.internal.auth;

import io.saigon.testkit.internal.auth.SignatureRefused.Reason;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of an Authorization header of signature version 4. */
record AuthorizationHeader(
    String accessKeyId,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";

  static AuthorizationHeader parse(MultiMap headers) throws SignatureRefused {
    String header = headers.get("Authorization");
    if (header == null || header.isBlank()) {
      throw new SignatureRefused(
          Reason.MissingAuthenticationTokenException, "Missing Authentication Token");
    }
    if (!header.startsWith(ALGORITHM + " ")) {
      throw incomplete("Unsupported AWS 'algorithm'; it must be " + ALGORITHM + ".");
    }
    String credential = null;
    String signedHeaders = null;
    String signature = null;
    for (String part : header.substring(ALGORITHM.length()).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals < 0) {
        throw incomplete("Authorization header's parts must have the form 'name=value'.");
      }
      String value = part.substring(equals + 1).strip();
      switch (part.substring(0, equals).strip()) {
        case "Credential" -> credential = value;
        case "SignedHeaders" -> signedHeaders = value;
        case "Signature" -> signature = value;
        default -> {}
      }
    }
    return of(
        present(credential, "Credential"),
        present(signedHeaders, "SignedHeaders"),
        present(signature, "Signature"));
  }

  private static AuthorizationHeader of(String credential, String signedHeaders, String signature)
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
    return new AuthorizationHeader(scope[0], scope[1], scope[2], scope[3], names, signature);
  }

  private static String present(@Nullable String value, String name) throws SignatureRefused {
    if (value == null || value.isEmpty()) {
      throw incomplete("Authorization header requires '" + name + "' parameter.");
    }
    return value;
  }

  private static SignatureRefused incomplete(String message) {
    return new SignatureRefused(Reason.IncompleteSignatureException, message);
  }
}
