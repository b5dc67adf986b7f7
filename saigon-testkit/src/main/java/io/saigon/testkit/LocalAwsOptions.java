package io.saigon.testkit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link LocalAws}.
 *
 * @param host address to listen on; an IP address, so that S3 is addressed path style
 * @param port port of the AWS services, or 0 for a free one; the ports of S3, of the REST API and
 *     of the HTTP API are the three that follow, or free ones
 * @param region the AWS region it is
 * @param clock where its time comes from before it is moved
 * @param exposed whether it is meant that the host can be reached from elsewhere
 * @param seed what the administrator's key and the first user pool's ids are made from, so that
 *     they are the same at every start, or null for others each time
 * @param tls whether all ports speak https, with a certificate that {@link
 *     LocalAws#caCertificate()} vouches for, or plain http
 */
public record LocalAwsOptions(
    String host,
    int port,
    String region,
    Clock clock,
    boolean exposed,
    @Nullable Long seed,
    boolean tls) {
  /** Checks the values. */
  public LocalAwsOptions {
    Objects.requireNonNull(clock, "clock");
    if (!region.matches("[a-z]{2,3}(-[a-z]+)+-\\d")) {
      throw new IllegalArgumentException("region must look like eu-west-1, but is " + region);
    }
    if (port < 0 || port > 65532) {
      throw new IllegalArgumentException("port must be 0 (any) or lie between 1 and 65532");
    }
    if (!host.matches("[0-9.]+|[0-9a-fA-F:]+")) {
      throw new IllegalArgumentException("host must be an IP address, but is " + host);
    }
    if (!exposed && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "host "
              + host
              + " can be reached from elsewhere, where its keys guard nothing; if that is meant, say"
              + " so with withExposedHost (as a program: -Dexpose=true)");
    }
  }

  /** Returns loopback, free ports, region {@code eu-west-1}, the machine's time, and https. */
  public static LocalAwsOptions defaults() {
    return new LocalAwsOptions("127.0.0.1", 0, "eu-west-1", Clock.systemUTC(), false, null, true);
  }

  /** The same on a fixed port. */
  public LocalAwsOptions withPort(int port) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /** The same in another region. */
  public LocalAwsOptions withRegion(String region) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /** The same with time from elsewhere. */
  public LocalAwsOptions withClock(Clock clock) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /** The same with keys and ids that are the same at every start. */
  public LocalAwsOptions withSeed(long seed) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /**
   * The same on another loopback address.
   *
   * @throws IllegalArgumentException if it is no loopback address
   */
  public LocalAwsOptions withHost(String host) {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, tls);
  }

  /**
   * The same on an address that others may reach. Its keys guard nothing of value, and whoever
   * reaches it can fill the machine's memory, so take this for closed networks only.
   */
  public LocalAwsOptions withExposedHost(String host) {
    return new LocalAwsOptions(host, port, region, clock, true, seed, tls);
  }

  /**
   * Returns the same options with plain http on all ports, for clients that cannot be given a CA.
   */
  public LocalAwsOptions withPlainHttp() {
    return new LocalAwsOptions(host, port, region, clock, exposed, seed, false);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("host must be an IP address, but is " + host, e);
    }
  }
}
