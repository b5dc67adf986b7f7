package io.saigon.testkit;

import io.saigon.api.json.RecordJson;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link LocalAws}.
 *
 * @param host address to listen on; an IP address, so that S3 is addressed path style
 * @param port port of the AWS services, or 0 for a free one; the ports of S3, of the REST API, of
 *     the HTTP API and of the metadata services are the four that follow, or free ones
 * @param region AWS region of all services
 * @param clock source of the time, before it is moved
 * @param exposed whether the host may be one that other machines reach
 * @param seed seed of the administrator's key and of the first user pool's ids, so that they are
 *     the same at every start, or null for others each time
 * @param tls true for https with a certificate that {@link LocalAws#caCertificate()} signs, on all
 *     ports but that of the metadata services, which speak plain http as AWS's do; false for plain
 *     http
 */
public record LocalAwsOptions(
    String host,
    int port,
    String region,
    Clock clock,
    boolean exposed,
    @Nullable Long seed,
    boolean tls) {
  /**
   * Creates options, and checks them.
   *
   * @param host address to listen on; an IP address, so that S3 is addressed path style
   * @param port port of the AWS services, or 0 for a free one; the ports of S3, of the REST API, of
   *     the HTTP API and of the metadata services are the four that follow, or free ones
   * @param region AWS region of all services
   * @param clock source of the time, before it is moved
   * @param exposed whether the host may be one that other machines reach
   * @param seed seed of the administrator's key and of the first user pool's ids, so that they are
   *     the same at every start, or null for others each time
   * @param tls true for https with a certificate that {@link LocalAws#caCertificate()} signs, on
   *     all ports but that of the metadata services, which speak plain http as AWS's do; false for
   *     plain http
   * @throws IllegalArgumentException if the region, the port or the host is malformed, or the host
   *     can be reached from elsewhere and {@code exposed} is false
   */
  public LocalAwsOptions {
    Objects.requireNonNull(clock, "clock");
    if (!region.matches("[a-z]{2,3}(-[a-z]+)+-\\d")) {
      throw new IllegalArgumentException("region must look like eu-west-1, but is " + region);
    }
    if (port < 0 || port > 65531) {
      throw new IllegalArgumentException("port must be 0 (any) or lie between 1 and 65531");
    }
    if (!host.matches("[0-9.]+|[0-9a-fA-F:]+")) {
      throw new IllegalArgumentException("host must be an IP address, but is " + host);
    }
    if (!exposed && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "host "
              + host
              + " can be reached from elsewhere, where its keys guard nothing; if that is meant, say"
              + " so with withExposedHost (as a program: --expose)");
    }
  }

  /**
   * Returns loopback, free ports, region {@code eu-west-1}, the machine's time, and https.
   *
   * @return the defaults
   */
  public static LocalAwsOptions defaults() {
    return new LocalAwsOptions("127.0.0.1", 0, "eu-west-1", Clock.systemUTC(), false, null, true);
  }

  /**
   * Returns these options with fixed ports.
   *
   * @param port port of the AWS services; the four that follow are used, too
   * @return the new options
   * @throws IllegalArgumentException if it is below 0 or above 65531
   */
  public LocalAwsOptions withPort(int port) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /**
   * Returns these options with another region.
   *
   * @param region AWS region
   * @return the new options
   * @throws IllegalArgumentException if it is malformed
   */
  public LocalAwsOptions withRegion(String region) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /**
   * Returns these options with another source of time.
   *
   * @param clock source of the time
   * @return the new options
   */
  public LocalAwsOptions withClock(Clock clock) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /**
   * Returns these options with keys and ids that are the same at every start.
   *
   * @param seed any number
   * @return the new options
   */
  public LocalAwsOptions withSeed(long seed) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /**
   * Returns these options with another loopback address.
   *
   * @param host IP address
   * @return the new options
   * @throws IllegalArgumentException if it is no loopback address
   */
  public LocalAwsOptions withHost(String host) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /**
   * Returns these options with an address that other machines may reach. The keys guard nothing of
   * value, and any client can fill the machine's memory: for closed networks only.
   *
   * @param host IP address
   * @return the new options
   */
  public LocalAwsOptions withExposedHost(String host) {
    return new LocalAwsOptions(host, port, region, clock, true, seed, tls);
  }

  /**
   * Returns these options with plain http on all ports, for clients that cannot be given a CA.
   *
   * @return the new options
   */
  public LocalAwsOptions withPlainHttp() {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, false);
  }

  /**
   * Reads options from JSON: {@code host}, {@code port}, {@code region}, {@code exposed}, {@code
   * seed} and {@code tls}, named and meant as in this record; what is missing is the default.
   *
   * @param json the members
   * @return the options, with the machine's time
   * @throws io.saigon.api.error.ConfigurationException if a member is unknown, of the wrong type or
   *     out of range
   */
  public static LocalAwsOptions fromJson(JsonObject json) {
    return RecordJson.read("The options of a local AWS", defaults(), json);
  }

  /**
   * Writes these options as JSON, from which {@link #fromJson} reads the same.
   *
   * @return the members; null and the clock are left out
   */
  public JsonObject toJson() {
    return RecordJson.write(this);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host must be an IP address, but is " + host, e);
    }
  }
}
