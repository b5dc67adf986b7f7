package io.saigon.api.vault;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.saigon.api.check.Arguments;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Address and credentials of a PostgreSQL database. As JSON it may have the field names of AWS's
 * own RDS secrets ({@code host}, {@code dbname}; {@code engine} is ignored). JSON can strengthen
 * TLS but not weaken it: a mode below {@link SslMode#REQUIRE} is read as {@code REQUIRE}, and
 * {@link #withSslMode} sets a weaker one in code. The password is left out of {@link #toString()}.
 *
 * @param endpoint host name or address
 * @param port TCP port; in JSON 5432 unless given
 * @param database name of the database
 * @param username name of the user
 * @param password password of the user
 * @param sslMode protection of the connection; in JSON {@link SslMode#REQUIRE} unless a stronger
 *     one is given
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PostgreSqlCredentials(
    String endpoint, int port, String database, String username, String password, SslMode sslMode) {

  /** PostgreSQL's own port. */
  public static final int DEFAULT_PORT = 5432;

  /**
   * Creates credentials, and checks that nothing is missing.
   *
   * @param endpoint host name or address
   * @param port TCP port
   * @param database name of the database
   * @param username name of the user
   * @param password password of the user
   * @param sslMode protection of the connection
   * @throws IllegalArgumentException if a name is blank, or the port is not from 1 to 65535
   */
  public PostgreSqlCredentials {
    Arguments.notBlank("endpoint", endpoint);
    Arguments.notBlank("database", database);
    Arguments.notBlank("username", username);
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(sslMode, "sslMode");
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("port must be from 1 to 65535");
    }
  }

  /**
   * Returns credentials with port 5432 and SSL mode {@link SslMode#REQUIRE}.
   *
   * @param endpoint host name or address
   * @param database name of the database
   * @param username name of the user
   * @param password password of the user
   * @return the credentials
   */
  public static PostgreSqlCredentials of(
      String endpoint, String database, String username, String password) {
    return new PostgreSqlCredentials(
        endpoint, DEFAULT_PORT, database, username, password, SslMode.REQUIRE);
  }

  @JsonCreator
  static PostgreSqlCredentials ofJson(
      @JsonProperty(value = "endpoint", required = true) @JsonAlias("host") String endpoint,
      @JsonProperty("port") @Nullable Integer port,
      @JsonProperty(value = "database", required = true) @JsonAlias("dbname") String database,
      @JsonProperty(value = "username", required = true) @JsonAlias("user") String username,
      @JsonProperty(value = "password", required = true) String password,
      @JsonProperty("sslMode") @JsonAlias({"ssl_mode", "sslmode"}) @Nullable SslMode sslMode) {
    return new PostgreSqlCredentials(
        endpoint,
        port == null ? DEFAULT_PORT : port,
        database,
        username,
        password,
        sslMode == null || sslMode.isWeakerThan(SslMode.REQUIRE) ? SslMode.REQUIRE : sslMode);
  }

  /**
   * Returns the same credentials with another SSL mode.
   *
   * @param sslMode the mode, which may be weaker than {@link SslMode#REQUIRE}
   * @return the credentials
   */
  public PostgreSqlCredentials withSslMode(SslMode sslMode) {
    return new PostgreSqlCredentials(endpoint, port, database, username, password, sslMode);
  }

  /**
   * Returns a {@code postgresql://} URI with every part percent-encoded. It holds the password:
   * keep it out of logs.
   *
   * @return the URI
   */
  public String connectionUri() {
    boolean ipv6 = endpoint.indexOf(':') >= 0 && !endpoint.startsWith("[");
    return "postgresql://%s:%s@%s:%d/%s?sslmode=%s"
        .formatted(
            encode(username),
            encode(password),
            ipv6 ? "[" + encode(endpoint).replace("%3A", ":") + "]" : encode(endpoint),
            port,
            encode(database),
            sslMode.value());
  }

  @Override
  public String toString() {
    return "PostgreSqlCredentials[endpoint=%s, port=%d, database=%s, username=%s, sslMode=%s]"
        .formatted(endpoint, port, database, username, sslMode.value());
  }

  private static String encode(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
  }
}
