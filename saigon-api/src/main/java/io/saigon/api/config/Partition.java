package io.saigon.api.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A partition of AWS: a group of regions with accounts and host names of its own.
 *
 * <p>Source: the partition metadata of the AWS SDK for Java, "partitions.json".
 */
public enum Partition {
  /** China. */
  AWS_CN("cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn"),
  /** The European Sovereign Cloud. */
  AWS_EUSC("eusc-", "amazonaws.eu", "api.amazonwebservices.eu"),
  /** GovCloud (US). */
  AWS_US_GOV("us-gov-", "amazonaws.com", "api.aws"),
  /** ISO (US). */
  AWS_ISO("us-iso-", "c2s.ic.gov", "api.aws.ic.gov"),
  /** ISOB (US). */
  AWS_ISO_B("us-isob-", "sc2s.sgov.gov", "api.aws.scloud"),
  /** ISOE (Europe). */
  AWS_ISO_E("eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk"),
  /** ISOF. */
  AWS_ISO_F("us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov"),
  /** All other regions. */
  AWS("", "amazonaws.com", "api.aws");

  /** Form of the regions of all partitions. */
  private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{1,16}){1,3}-[0-9]{1,2}");

  private final String regionPrefix;
  private final String dnsSuffix;
  private final String dualStackSuffix;

  Partition(String regionPrefix, String dnsSuffix, String dualStackSuffix) {
    this.regionPrefix = regionPrefix;
    this.dnsSuffix = dnsSuffix;
    this.dualStackSuffix = dualStackSuffix;
  }

  /**
   * Returns the partition of a region.
   *
   * @param region a region, such as {@code eu-west-1}; it need not exist yet
   * @return its partition
   * @throws IllegalArgumentException if it does not look like a region
   */
  public static Partition of(String region) {
    if (!isRegion(Objects.requireNonNull(region, "region"))) {
      throw new IllegalArgumentException(
          "A region looks like eu-west-1, but this is '" + region + "'");
    }
    return Arrays.stream(values())
        .filter(partition -> region.startsWith(partition.regionPrefix))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Returns whether a text has the form of a region.
   *
   * @param text any text
   * @return whether it looks like {@code eu-west-1}
   */
  public static boolean isRegion(String text) {
    Objects.requireNonNull(text, "text");
    return REGION.matcher(text).matches();
  }

  /**
   * Returns whether a host name is one of AWS's own, in any partition.
   *
   * @param host a host name, in any case
   * @return whether it has the suffix of a partition
   */
  public static boolean isAwsHost(String host) {
    Objects.requireNonNull(host, "host");
    return suffixOf(host) != null;
  }

  /**
   * Returns the suffix of a host name of AWS's own, in any partition: that of its services, that
   * for IPv6, or that of functions and services of customers ({@code on.aws} and its like).
   *
   * @param host a host name, in any case
   * @return the suffix without its leading dot, or null if the host is not AWS's
   */
  public static @Nullable String suffixOf(String host) {
    Objects.requireNonNull(host, "host");
    String lower = host.toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .flatMap(Partition::suffixes)
        .filter(suffix -> lower.endsWith("." + suffix))
        .findFirst()
        .orElse(null);
  }

  private Stream<String> suffixes() {
    return Stream.of(dnsSuffix, dualStackSuffix, dualStackSuffix.replaceFirst("^api\\.", "on."));
  }

  /**
   * Returns the partition's name in ARNs.
   *
   * @return such as {@code aws-us-gov}
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the end of its services' host names.
   *
   * @return such as {@code amazonaws.com}
   */
  public String dnsSuffix() {
    return dnsSuffix;
  }

  /**
   * Returns the end of the host names that IPv6 is for as well.
   *
   * @return such as {@code api.aws}
   */
  public String dualStackSuffix() {
    return dualStackSuffix;
  }
}
