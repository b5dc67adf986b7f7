package io.saigon.aws;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.HashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.utils.ProxyConfigProvider;

/**
 * An HTTP proxy for calls. A setting that is null (or port 0) here comes from the system properties
 * {@code http.proxyHost}, {@code https.proxyHost} and their like, and if none of them is set from
 * the environment variables {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY}, as in the
 * AWS SDK's other HTTP clients. The connection to the proxy itself is without TLS; calls to https
 * endpoints tunnel through it with CONNECT. The password is left out of {@link #toString()}.
 *
 * @param host proxy's host name, or null
 * @param port proxy's port, or 0
 * @param username user name for basic authentication, or null
 * @param password password for basic authentication, or null
 * @param nonProxyHosts hosts to call directly, or null: names, {@code *.suffix}, {@code .suffix} or
 *     {@code *}
 * @param systemProperties whether system properties are read
 * @param environment whether environment variables are read
 */
public record HttpProxy(
    @Nullable String host,
    int port,
    @Nullable String username,
    @Nullable String password,
    @Nullable Set<String> nonProxyHosts,
    boolean systemProperties,
    boolean environment) {

  /**
   * Creates a proxy, checks the port and copies the hosts.
   *
   * @param host proxy's host name, or null
   * @param port proxy's port, or 0
   * @param username user name for basic authentication, or null
   * @param password password for basic authentication, or null
   * @param nonProxyHosts hosts to call directly, or null: names, {@code *.suffix}, {@code .suffix}
   *     or {@code *}
   * @param systemProperties whether system properties are read
   * @param environment whether environment variables are read
   * @throws IllegalArgumentException if the port is not between 0 and 65535
   */
  public HttpProxy {
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port must be between 0 and 65535, not " + port);
    }
    if (nonProxyHosts != null) {
      Set<String> lower = new HashSet<>();
      nonProxyHosts.forEach(name -> lower.add(name.trim().toLowerCase(Locale.ROOT)));
      nonProxyHosts = Set.copyOf(lower);
    }
  }

  /**
   * Returns the proxy of system properties and environment variables.
   *
   * @return the proxy
   */
  public static HttpProxy standard() {
    return new HttpProxy(null, 0, null, null, null, true, true);
  }

  /**
   * Returns the absence of a proxy, whatever the system properties and environment variables.
   *
   * @return no proxy
   */
  public static HttpProxy none() {
    return new HttpProxy(null, 0, null, null, null, false, false);
  }

  /**
   * Returns a proxy without authentication, whatever the system properties and environment
   * variables.
   *
   * @param host proxy's host name
   * @param port proxy's port, or 0 for 80
   * @return the proxy
   */
  public static HttpProxy of(String host, int port) {
    Objects.requireNonNull(host, "host");
    return new HttpProxy(host, port, null, null, Set.of(), false, false);
  }

  /**
   * Returns this proxy with basic authentication.
   *
   * @param username user name
   * @param password password
   * @return the new proxy
   */
  public HttpProxy withLogin(String username, String password) {
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(password, "password");
    return new HttpProxy(
        host, port, username, password, nonProxyHosts, systemProperties, environment);
  }

  /**
   * Returns this proxy with other hosts to call directly.
   *
   * @param nonProxyHosts names, {@code *.suffix}, {@code .suffix} or {@code *}
   * @return the new proxy
   */
  public HttpProxy withNonProxyHosts(Set<String> nonProxyHosts) {
    Objects.requireNonNull(nonProxyHosts, "nonProxyHosts");
    return new HttpProxy(
        host, port, username, password, nonProxyHosts, systemProperties, environment);
  }

  /**
   * Returns this proxy with all settings of system properties and variables for a scheme filled in.
   */
  HttpProxy resolve(String scheme) {
    ProxyConfigProvider found =
        ProxyConfigProvider.fromSystemEnvironmentSettings(systemProperties, environment, scheme);
    if (found == null) {
      return this;
    }
    return new HttpProxy(
        or(host, found::host),
        port != 0 ? port : Math.max(0, found.port()),
        or(username, () -> found.userName().orElse(null)),
        or(password, () -> found.password().orElse(null)),
        nonProxyHosts != null ? nonProxyHosts : found.rawNonProxyHosts(),
        false,
        false);
  }

  /** Returns the options to reach a host, or null for a direct connection. */
  @Nullable ProxyOptions toward(String target) {
    if (host == null || direct(target.toLowerCase(Locale.ROOT))) {
      return null;
    }
    ProxyOptions options =
        new ProxyOptions().setType(ProxyType.HTTP).setHost(host).setPort(port == 0 ? 80 : port);
    return username == null || password == null
        ? options
        : options.setUsername(username).setPassword(password);
  }

  private boolean direct(String target) {
    return nonProxyHosts != null && nonProxyHosts.stream().anyMatch(name -> names(name, target));
  }

  private static boolean names(String name, String target) {
    if (name.startsWith(".")) {
      return target.endsWith(name) || target.equals(name.substring(1));
    }
    return name.contains("*")
        ? Pattern.matches(Pattern.quote(name).replace("*", "\\E.*\\Q"), target)
        : name.equals(target);
  }

  private static @Nullable String or(@Nullable String chosen, Supplier<@Nullable String> found) {
    return chosen != null && !chosen.isEmpty() ? chosen : found.get();
  }

  @Override
  public String toString() {
    return "HttpProxy[host=%s, port=%d, username=%s, nonProxyHosts=%s]"
        .formatted(host, port, username, nonProxyHosts);
  }
}
