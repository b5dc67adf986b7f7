package io.saigon.testkit;

import java.time.Clock;
import java.util.Objects;

/**
 * How a {@link LocalAws} is started.
 *
 * @param host address to listen on; an IP address, so that S3 is addressed path style
 * @param port port of the AWS services, or 0 for a free one; the ports of S3 and of the gateway are
 *     the two that follow, or free ones
 * @param region the AWS region it is
 * @param clock where its time comes from before it is moved
 */
public record LocalAwsOptions(String host, int port, String region, Clock clock) {
  /** Checks the values. */
  public LocalAwsOptions {
    Objects.requireNonNull(clock, "clock");
    if (!region.matches("[a-z]{2,3}(-[a-z]+)+-\\d")) {
      throw new IllegalArgumentException("region must look like eu-west-1, but is " + region);
    }
    if (port < 0 || port > 65533) {
      throw new IllegalArgumentException("port must be 0 (any) or lie between 1 and 65533");
    }
    if (!host.matches("[0-9.]+|[0-9a-fA-F:]+")) {
      throw new IllegalArgumentException("host must be an IP address, but is " + host);
    }
  }

  /** Loopback, free ports, region {@code eu-west-1}, the machine's time. */
  public static LocalAwsOptions defaults() {
    return new LocalAwsOptions("127.0.0.1", 0, "eu-west-1", Clock.systemUTC());
  }

  /** The same on a fixed port. */
  public LocalAwsOptions withPort(int port) {
    return new LocalAwsOptions(host, port, region, clock);
  }

  /** The same in another region. */
  public LocalAwsOptions withRegion(String region) {
    return new LocalAwsOptions(host, port, region, clock);
  }

  /** The same with time from elsewhere. */
  public LocalAwsOptions withClock(Clock clock) {
    return new LocalAwsOptions(host, port, region, clock);
  }

  /**
   * The same on an address that others may reach. Its keys guard nothing of value, and whoever
   * reaches it can fill the machine's memory, so take this for closed networks only.
   */
  public LocalAwsOptions withHost(String host) {
    return new LocalAwsOptions(host, port, region, clock);
  }
}
