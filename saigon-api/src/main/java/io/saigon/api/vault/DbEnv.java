package io.saigon.api.vault;

import io.saigon.api.check.Arguments;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of an application's PostgreSQL database, from the environment variables of a prefix
 * {@code P}.
 *
 * <p>Each field comes from the first of these that has it:
 *
 * <ol>
 *   <li>the value given in code by a {@code with} method;
 *   <li>{@code P_DB_ENDPOINT}, {@code P_DB_PORT}, {@code P_DB_DATABASE}, {@code P_DB_USERNAME},
 *       {@code P_DB_PASSWORD}, {@code P_DB_SSL_MODE}; the password also from the secret whose key
 *       is in {@code P_DB_PASSWORD_SECRET};
 *   <li>{@code P_DATABASE_CREDENTIALS}, JSON as for {@link PostgreSqlCredentials}, or if that is
 *       not set the secret whose key is in {@code P_DATABASE_CREDENTIALS_SECRET};
 *   <li>the defaults of port (5432) and SSL mode (see below). There are no others.
 * </ol>
 *
 * <p>{@code P_DB_READER_ENDPOINT} is the host of the database's readers, and {@code
 * P_DB_READER_PORT} their port where it differs; {@link #reader} returns their settings.
 *
 * <p>{@code P_DB_SCHEMA} is the schema to work in and {@code P_DB_CA_FILE} a PEM file with the
 * authorities to trust. A variable that is set but empty is an error.
 *
 * <p>The SSL mode is {@link SslMode#VERIFY_FULL} where a CA file is given and {@link
 * SslMode#REQUIRE} otherwise. A secret can choose a stronger mode; a weaker one in a secret is
 * ignored. Code and environment can choose any mode, {@link SslMode#PREFER}, {@link SslMode#ALLOW}
 * and {@link SslMode#DISABLE} too, which may send the password in clear; but a mode below {@link
 * SslMode#VERIFY_CA} together with a CA file, and one below {@code REQUIRE} together with tokens,
 * is a {@link ConfigurationException}. {@code REQUIRE} encrypts but does not verify the server, so
 * give a CA file wherever the network is not your own.
 *
 * <p>Immutable. Futures complete as those of the vaults do, which {@link #resolve}, {@link
 * #refresh} and {@link #origins} read; they fail with {@link io.saigon.api.error.ClosedException}
 * once a vault that they need is closed.
 */
public final class DbEnv {
  private final DbSettings settings;

  private DbEnv(DbSettings settings) {
    this.settings = settings;
  }

  /**
   * Creates settings from the process's environment.
   *
   * @param prefix beginning of the variables' names, without the underscore, such as {@code
   *     ORDERS}; not blank
   * @return the settings
   */
  public static DbEnv prefixed(String prefix) {
    return of(prefix, DbVariables.ofEnvironment(System.getenv()));
  }

  /**
   * Creates settings from a verticle's {@code config()} instead of the environment: members named
   * as the variables are, with text, numbers or, for the credentials, an object.
   *
   * @param prefix beginning of the members' names, without the underscore; not blank
   * @param config the configuration
   * @return the settings
   */
  public static DbEnv fromConfig(String prefix, JsonObject config) {
    return of(prefix, DbVariables.ofConfig(Objects.requireNonNull(config, "config")));
  }

  private static DbEnv of(String prefix, DbVariables variables) {
    return new DbEnv(
        new DbSettings(Arguments.notBlank("prefix", prefix), variables, Map.of(), null));
  }

  /**
   * Returns these settings with other variables than the process's own.
   *
   * @param environment values by name of the variable
   * @return the new settings
   */
  public DbEnv withEnvironment(Map<String, String> environment) {
    return new DbEnv(
        settings.withVariables(
            DbVariables.ofEnvironment(Objects.requireNonNull(environment, "environment"))));
  }

  /**
   * Returns these settings with another host.
   *
   * @param endpoint host name or address; not blank
   * @return the new settings
   */
  public DbEnv withEndpoint(String endpoint) {
    return with(DbField.ENDPOINT, endpoint);
  }

  /**
   * Returns these settings with another port.
   *
   * @param port TCP port, 1 to 65535
   * @return the new settings
   */
  public DbEnv withPort(int port) {
    return with(DbField.PORT, String.valueOf(port));
  }

  /**
   * Returns these settings with another database.
   *
   * @param database name of the database; not blank
   * @return the new settings
   */
  public DbEnv withDatabase(String database) {
    return with(DbField.DATABASE, database);
  }

  /**
   * Returns these settings with another user.
   *
   * @param username name of the user; not blank
   * @return the new settings
   */
  public DbEnv withUsername(String username) {
    return with(DbField.USERNAME, username);
  }

  /**
   * Returns these settings with another password.
   *
   * @param password the password; not empty
   * @return the new settings
   */
  public DbEnv withPassword(String password) {
    return with(DbField.PASSWORD, password);
  }

  /**
   * Returns these settings with another SSL mode, which may be weaker than the default.
   *
   * @param sslMode the mode; see the class for the settings that it must not contradict
   * @return the new settings
   */
  public DbEnv withSslMode(SslMode sslMode) {
    return with(DbField.SSL_MODE, Objects.requireNonNull(sslMode, "sslMode").value());
  }

  /**
   * Returns these settings with another secret that holds the password alone.
   *
   * @param key key of the secret; not blank
   * @return the new settings
   */
  public DbEnv withPasswordSecret(String key) {
    return with(DbSettings.PASSWORD_SECRET, Arguments.notBlank("key", key));
  }

  /**
   * Returns these settings with another secret that holds credentials as JSON.
   *
   * @param key key of the secret; not blank
   * @return the new settings
   */
  public DbEnv withCredentialsSecret(String key) {
    return with(DbSettings.CREDENTIALS_SECRET, Arguments.notBlank("key", key));
  }

  /**
   * Returns these settings with another schema.
   *
   * @param schema name of the schema to work in; not blank
   * @return the new settings
   */
  public DbEnv withSchema(String schema) {
    return with(DbSettings.SCHEMA, Arguments.notBlank("schema", schema));
  }

  /**
   * Returns these settings with other authorities to trust.
   *
   * @param caFile path of a PEM file; not blank
   * @return the new settings
   */
  public DbEnv withCaFile(String caFile) {
    return with(DbSettings.CA_FILE, Arguments.notBlank("caFile", caFile));
  }

  /**
   * Returns these settings with another host of the readers; see {@link #reader}.
   *
   * @param endpoint host name or address; not blank
   * @return the new settings
   */
  public DbEnv withReaderEndpoint(String endpoint) {
    return with(DbSettings.READER_ENDPOINT, Arguments.notBlank("endpoint", endpoint));
  }

  /**
   * Returns these settings with another port of the readers; see {@link #reader}.
   *
   * @param port TCP port, 1 to 65535
   * @return the new settings
   */
  public DbEnv withReaderPort(int port) {
    return with(DbSettings.READER_PORT, String.valueOf(checkedPort(port)));
  }

  private static int checkedPort(int port) {
    String problem = DbField.PORT.problem(String.valueOf(port));
    if (problem != null) {
      throw new IllegalArgumentException("port " + problem);
    }
    return port;
  }

  /**
   * Returns the settings of the database's readers: these, with the host in {@code
   * P_DB_READER_ENDPOINT} and, where it differs, the port in {@code P_DB_READER_PORT}.
   *
   * @return the settings
   * @throws ConfigurationException if no host is set, or if host or port are malformed
   */
  public DbEnv reader() {
    String endpoint = optional(DbSettings.READER_ENDPOINT, settings.readerEndpointVariable());
    if (endpoint == null) {
      throw invalidReader(settings.readerEndpointVariable(), "is missing; set it to their host");
    }
    String port = optional(DbSettings.READER_PORT, settings.readerPortVariable());
    if (port == null) {
      return withEndpoint(endpoint);
    }
    String problem = DbField.PORT.problem(port);
    if (problem != null) {
      throw invalidReader(settings.readerPortVariable(), problem);
    }
    return withEndpoint(endpoint).with(DbField.PORT, port);
  }

  private ConfigurationException invalidReader(String variable, String problem) {
    return new ConfigurationException(
        "Readers of database %s: %s %s".formatted(prefix(), variable, problem),
        List.of(variable),
        null);
  }

  /**
   * Returns these settings with tokens for passwords, such as those of {@link
   * VaultKind#AWS_RDS_IAM}. They win over any other password, and are sent over TLS only.
   *
   * @param tokens a vault that holds a token under the key {@code username@endpoint:port}
   * @return the new settings
   */
  public DbEnv withTokens(SecretVault tokens) {
    return new DbEnv(settings.withTokens(Objects.requireNonNull(tokens, "tokens")));
  }

  private DbEnv with(DbField field, String value) {
    String problem = field.problem(Objects.requireNonNull(value, field.label()));
    if (problem != null) {
      throw new IllegalArgumentException(field.label() + " " + problem);
    }
    return with(field.label(), value);
  }

  private DbEnv with(String name, String value) {
    return new DbEnv(settings.with(name, value));
  }

  /**
   * Returns the beginning of the variables' names.
   *
   * @return the prefix, without the underscore
   */
  public String prefix() {
    return settings.prefix();
  }

  /**
   * Resolves the credentials as they are now.
   *
   * @param vault vault of the secrets
   * @return credentials; fails with one {@link ConfigurationException} that names all that is
   *     missing, empty, malformed or contradictory, with {@link SecretMappingException} if a
   *     secret's field is malformed, or as reading a secret does
   */
  public Future<PostgreSqlCredentials> resolve(SecretVault vault) {
    return resolveExpiring(vault).map(ExpiringCredentials::credentials);
  }

  /**
   * Resolves the credentials as they are now, with the time at which they expire.
   *
   * @param vault vault of the secrets
   * @return credentials; fails as {@link #resolve} does
   */
  public Future<ExpiringCredentials> resolveExpiring(SecretVault vault) {
    return resolution().read(Objects.requireNonNull(vault, "vault")).compose(DbFields::credentials);
  }

  /**
   * Fetches anew all secrets of the credentials, however fresh they are in the vault's cache.
   *
   * @param vault vault of the secrets
   * @return completes when the new values are served; fails as reading a secret does
   */
  public Future<Void> refresh(SecretVault vault) {
    return resolution().refresh(Objects.requireNonNull(vault, "vault"));
  }

  /**
   * Returns whether the password is a token, of which one is as good as the next.
   *
   * @return whether a vault of tokens is set
   */
  public boolean usesTokens() {
    return settings.tokens() != null;
  }

  /**
   * Returns the origin of each field, schema and CA file too, such as {@code variable
   * ORDERS_DB_ENDPOINT}; never a value. Fields that are missing or malformed are marked as such.
   *
   * @param vault vault of the secrets
   * @return origin by name of the field; fails as reading a secret does
   */
  public Future<Map<String, String>> origins(SecretVault vault) {
    return resolution().read(Objects.requireNonNull(vault, "vault")).map(this::origins);
  }

  private Map<String, String> origins(DbFields fields) {
    Map<String, String> origins = fields.origins();
    origins.put("schema", origin(DbSettings.SCHEMA, settings.schemaVariable()));
    origins.put("caFile", origin(DbSettings.CA_FILE, settings.caFileVariable()));
    return origins;
  }

  private String origin(String name, String variable) {
    return settings.variables().optionalOrigin(settings.inCode(name), variable);
  }

  /**
   * Returns the schema to work in.
   *
   * @return the schema, or null for the user's own search path
   * @throws ConfigurationException if the variable is set but empty
   */
  public @Nullable String schema() {
    return optional(DbSettings.SCHEMA, settings.schemaVariable());
  }

  /**
   * Returns the PEM file of the authorities to trust.
   *
   * @return path of the file, or null if none is set
   * @throws ConfigurationException if the variable is set but empty
   */
  public @Nullable String caFile() {
    return optional(DbSettings.CA_FILE, settings.caFileVariable());
  }

  /**
   * Returns the keys of the secrets of the credentials; a change of one of them changes the
   * credentials.
   *
   * @return the keys, possibly none
   */
  public Set<String> secretKeys() {
    return resolution().secretKeys();
  }

  private @Nullable String optional(String name, String variable) {
    String given = settings.inCode(name);
    return given != null ? given : settings.variables().optional(variable);
  }

  private DbResolution resolution() {
    return new DbResolution(settings);
  }

  @Override
  public String toString() {
    return "DbEnv[" + settings + "]";
  }
}
