package io.saigon.rest.vertx.sigv4;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Service and region that a signature is valid for, with the service's own rules of signing.
 *
 * @param service signing name, such as {@code execute-api}, {@code lambda}, {@code es}, {@code s3}
 * @param region AWS region, such as {@code eu-west-1}
 * @param doubleEncodePath whether the path as sent is percent-encoded once more for signing; true
 *     for all services but S3
 * @param normalizePath whether empty, {@code .} and {@code ..} segments are resolved for signing;
 *     true for all services but S3
 * @param payload binding of the body to the signature
 * @param signSessionToken whether the session token is signed, as nearly all services expect it;
 *     otherwise it is only sent
 */
public record SigV4Scope(
    String service,
    String region,
    boolean doubleEncodePath,
    boolean normalizePath,
    PayloadSigning payload,
    boolean signSessionToken) {
  private static final Set<String> S3 =
      Set.of("s3", "s3-outposts", "s3-object-lambda", "s3express", "s3tables");

  /**
   * Checks the names: letters, digits and hyphens.
   *
   * @param service signing name, such as {@code execute-api}, {@code lambda}, {@code es}, {@code
   *     s3}
   * @param region AWS region, such as {@code eu-west-1}
   * @param doubleEncodePath whether the path as sent is percent-encoded once more for signing; true
   *     for all services but S3
   * @param normalizePath whether empty, {@code .} and {@code ..} segments are resolved for signing;
   *     true for all services but S3
   * @param payload binding of the body to the signature
   * @param signSessionToken whether the session token is signed, as nearly all services expect it;
   *     otherwise it is only sent
   */
  public SigV4Scope {
    check("service", service);
    check("region", region);
    Objects.requireNonNull(payload, "payload");
  }

  /**
   * Creates a scope with the rules that AWS documents for the service.
   *
   * @param service signing name, such as {@code execute-api}
   * @param region AWS region, such as {@code eu-west-1}
   * @return the scope
   * @throws IllegalArgumentException if a name holds other characters than letters, digits and
   *     hyphens
   */
  public static SigV4Scope of(String service, String region) {
    boolean s3 = S3.contains(Objects.requireNonNull(service, "service"));
    PayloadSigning payload =
        switch (service) {
          case "vpc-lattice-svcs" -> PayloadSigning.UNSIGNED;
          case "aoss" -> PayloadSigning.SIGNED_AND_SENT;
          default -> s3 ? PayloadSigning.SIGNED_AND_SENT : PayloadSigning.SIGNED;
        };
    return new SigV4Scope(service, region, !s3, !s3, payload, !service.startsWith("iotdevice"));
  }

  /**
   * Creates a scope for API Gateway.
   *
   * @param region AWS region, such as {@code eu-west-1}
   * @return the scope
   * @throws IllegalArgumentException if the region holds other characters than letters, digits and
   *     hyphens
   */
  public static SigV4Scope executeApi(String region) {
    return of("execute-api", region);
  }

  /**
   * Returns the scope of one of AWS's own host names, with the rules that AWS documents for the
   * service: API Gateway, function URLs, OpenSearch and its serverless form, AppSync, VPC Lattice,
   * S3.
   *
   * @param host host name without a port
   * @return the scope, or null for any other host, such as a custom domain
   */
  public static @Nullable SigV4Scope ofHost(String host) {
    Objects.requireNonNull(host, "host");
    return ServiceHost.scope(host);
  }

  /**
   * Returns this scope with another binding of the body.
   *
   * @param payload binding of the body to the signature
   * @return the scope
   */
  public SigV4Scope withPayload(PayloadSigning payload) {
    return new SigV4Scope(
        service, region, doubleEncodePath, normalizePath, payload, signSessionToken);
  }

  /**
   * Returns this scope with another rule for paths.
   *
   * @param doubleEncodePath whether the path as sent is percent-encoded once more for signing
   * @param normalizePath whether empty, {@code .} and {@code ..} segments are resolved for signing
   * @return the scope
   */
  public SigV4Scope withPathRule(boolean doubleEncodePath, boolean normalizePath) {
    return new SigV4Scope(
        service, region, doubleEncodePath, normalizePath, payload, signSessionToken);
  }

  /**
   * Returns this scope with the session token signed or only sent.
   *
   * @param signSessionToken whether the session token is signed
   * @return the scope
   */
  public SigV4Scope withSignSessionToken(boolean signSessionToken) {
    return new SigV4Scope(
        service, region, doubleEncodePath, normalizePath, payload, signSessionToken);
  }

  private static void check(String name, String value) {
    Objects.requireNonNull(value, name);
    boolean wrong =
        value.isEmpty()
            || !value.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || c == '-'));
    if (wrong) {
      throw new IllegalArgumentException(
          name + " must be letters, digits and hyphens, but is '" + value + "'");
    }
  }
}
