package io.saigon.testkit;

import io.saigon.testkit.internal.gateway.Gateway;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.util.Objects;

/**
 * An API gateway with IAM authorisation in front of backends of yours.
 *
 * <p>A request must be signed for the service {@code execute-api} with keys that this local AWS
 * gave out. It is passed on without its signature and with {@code X-Api-RequestId}, and for callers
 * from an identity pool {@code X-Api-IdentityId} and (unless they are guests) {@code
 * X-Cognito-AuthProvider}; what a client sends under these names is dropped.
 */
public final class LocalGateway {
  private final Gateway gateway;
  private final URI url;

  LocalGateway(Gateway gateway, URI url) {
    this.gateway = gateway;
    this.url = url;
  }

  /**
   * Returns the base URL; that of a REST API ends in its stage: {@code
   * https://127.0.0.1:PORT/prod}.
   *
   * @return the URL
   */
  public URI url() {
    return url;
  }

  /**
   * Limits the rate of requests, as a stage's settings do; further ones are answered 429.
   *
   * @param perSecond number of requests a second in the long run, 0 for none; by the clock of the
   *     local AWS
   * @param burst number of requests at once
   */
  public void throttle(double perSecond, int burst) {
    gateway.throttle(perSecond, burst);
  }

  /**
   * Sends requests at or below a path to a backend, with path (less the stage) and query as they
   * are. Of several routes the longest serves; a route replaces the one of the same path. Of a
   * backend with https the certificate is verified: its authority must be one in the PEM file that
   * the environment variable {@code AWS_CA_BUNDLE} names, or else one of the JVM's.
   *
   * @param pathPrefix such as {@code /orders}, or {@code /} for all
   * @param backend such as {@code http://127.0.0.1:8080}; a path of its own goes in front
   * @throws IllegalArgumentException if the prefix does not begin with a slash
   */
  public void route(String pathPrefix, URI backend) {
    gateway.route(
        Objects.requireNonNull(pathPrefix, "pathPrefix"),
        Objects.requireNonNull(backend, "backend"),
        null);
  }

  /**
   * Sends requests at or below a path to a backend, as {@link #route(String, URI)} does, whose
   * certificate is signed by an authority of the test's own.
   *
   * @param pathPrefix such as {@code /orders}, or {@code /} for all
   * @param backend such as {@code https://127.0.0.1:8443}; a path of its own goes in front
   * @param trust certificate authorities to trust in connections to this backend, such as {@link
   *     LocalAws#trustOptions()} for one of the local servers
   * @throws IllegalArgumentException if the prefix does not begin with a slash
   */
  public void route(String pathPrefix, URI backend, TrustOptions trust) {
    gateway.route(
        Objects.requireNonNull(pathPrefix, "pathPrefix"),
        Objects.requireNonNull(backend, "backend"),
        Objects.requireNonNull(trust, "trust"));
  }

  /** Answers requests at or below a path with JSON. */
  void answer(String pathPrefix, Buffer json) {
    gateway.answer(pathPrefix, json);
  }
}
