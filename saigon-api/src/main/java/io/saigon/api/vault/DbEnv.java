package io.saigon.api.vault;

import io.saigon.api.check.Arguments;
import io.saigon.api.error.ConfigurationException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an application finds its PostgreSQL database, by the environment variables of a prefix
 * {@code P}.
 *
 * <p>Each field comes from the first of these that has it:
 *
 * <ol>
 *   <li>what is given in code by a {@code with} method;
 *   <li>{@code P_DB_ENDPOINT}, {@code P_DB_PORT}, {@code P_DB_DATABASE}, {@code P_DB_USERNAME},
 *       {@code P_DB_PASSWORD}, {@code P_DB_SSL_MODE}; the password also from the secret whose key
 *       is in {@code P_DB_PASSWORD_SECRET};
 *   <li>{@code P_DATABASE_CREDENTIALS}, JSON as for {@link PostgreSqlCredentials}, or if that is
 *       not set the secret whose key is in {@code P_DATABASE_CREDENTIALS_SECRET};
 *   <li>the defaults of port (5432) and SSL mode (see below). There are no others.
 * </ol>
 *
 * <p>{@code P_DB_SCHEMA} is the schema to work in and {@code P_DB_CA_FILE} a PEM file with the
 * authorities to trust. A variable that is set but empty is an error.
 *
 * <p>The SSL mode is {@link SslMode#VERIFY_FULL} where a CA file is given and {@link
 * SslMode#REQUIRE} otherwise. A secret can choose a stronger mode; a weaker one in a secret is
 * ignored. Code and environment can choose any mode, {@link SslMode#PREFER}, {@link SslMode#ALLOW}
 * and {@link SslMode#DISABLE} too, which may send the password in clear; but a mode below {@link
 * SslMode#VERIFY_CA} together with a CA file, and one below {@code REQUIRE} together with tokens,
 * is a {@link ConfigurationException}. {@code REQUIRE} encrypts but does not verify who answers, so
 * give a CA file wherever the network is not your own.
 */
public final class DbEnv {
  private final DbSettings settings;

  private DbEnv(DbSettings settings) {
    this.settings = settings;
  }

  /**
   * Settings from the process's environment.
   *
   * @param prefix what the variables' names begin with, without the underscore, such as {@code
   *     ORDERS}; not blank
   * @return the settings
   */
  public static DbEnv prefixed(String prefix) {
    return of(prefix, DbVariables.ofEnvironment(System.getenv()));
  }

  /**
   * Settings from a verticle's {@code config()} instead of the environment: members named as the
   * variables are, with text, numbers or, for the credentials, an object.
   *
   * @param prefix what the members' names begin with, without the underscore; not blank
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

  /** The same with these variables instead of the process's own. */
  public DbEnv withEnvironment(Map<String, String> environment) {
    return new DbEnv(
        settings.withVariables(
            DbVariables.ofEnvironment(Objects.requireNonNull(environment, "environment"))));
  }

  /** The same with a host name or address. */
  public DbEnv withEndpoint(String endpoint) {
    return with(DbField.ENDPOINT, endpoint);
  }

  /** The same with a TCP port. */
  public DbEnv withPort(int port) {
    return with(DbField.PORT, String.valueOf(port));
  }

  /** The same with the name of a database. */
  public DbEnv withDatabase(String database) {
    return with(DbField.DATABASE, database);
  }

  /** The same with a user. */
  public DbEnv withUsername(String username) {
    return with(DbField.USERNAME, username);
  }

  /** The same with a password. */
  public DbEnv withPassword(String password) {
    return with(DbField.PASSWORD, password);
  }

  /**
   * The same with an SSL mode, which may be weaker than the default.
   *
   * @param sslMode the mode; see the class for what it must not contradict
   * @return the settings
   */
  public DbEnv withSslMode(SslMode sslMode) {
    return with(DbField.SSL_MODE, Objects.requireNonNull(sslMode, "sslMode").value());
  }

  /** The same with the key of a secret that holds the password alone. */
  public DbEnv withPasswordSecret(String key) {
    return with(DbSettings.PASSWORD_SECRET, Arguments.notBlank("key", key));
  }

  /** The same with the key of a secret that holds credentials as JSON. */
  public DbEnv withCredentialsSecret(String key) {
    return with(DbSettings.CREDENTIALS_SECRET, Arguments.notBlank("key", key));
  }

  /** The same with a schema to work in. */
  public DbEnv withSchema(String schema) {
    return with(DbSettings.SCHEMA, Arguments.notBlank("schema", schema));
  }

  /** The same with a PEM file of the authorities to trust. */
  public DbEnv withCaFile(String caFile) {
    return with(DbSettings.CA_FILE, Arguments.notBlank("caFile", caFile));
  }

  /**
   * The same with tokens for passwords, such as {@link VaultKind#AWS_RDS_IAM} makes. They win over
   * any other password, and are sent over TLS only.
   *
   * @param tokens a vault that gives a token for the key {@code username@endpoint:port}
   * @return the settings
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

  /** What the variables' names begin with. */
  public String prefix() {
    return settings.prefix();
  }

  /**
   * The credentials as they are now.
   *
   * @param vault where secrets are read
   * @return credentials; fails with one {@link ConfigurationException} that names all that is
   *     missing, empty, malformed or contradictory, with {@link SecretMappingException} if a
   *     secret's field is malformed, or as reading a secret does
   */
  public Future<PostgreSqlCredentials> resolve(SecretVault vault) {
    return resolution().read(Objects.requireNonNull(vault, "vault")).compose(DbFields::credentials);
  }

  /**
   * Fetches anew what the credentials are read from, however fresh it is in the vault's cache.
   *
   * @param vault where secrets are read
   * @return when the new values are served; fails as reading a secret does
   */
  public Future<Void> refresh(SecretVault vault) {
    return resolution().refresh(Objects.requireNonNull(vault, "vault"));
  }

  /** Whether the password is a token, of which one is as good as the next. */
  public boolean usesTokens() {
    return settings.tokens() != null;
  }

  /**
   * Tells where each field comes from, schema and CA file too, such as {@code variable
   * ORDERS_DB_ENDPOINT}; never a value. What is missing or malformed is told as such.
   *
   * @param vault where secrets are read
   * @return name of the field to its origin; fails as reading a secret does
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
   * The schema to work in, or null for the user's own search path.
   *
   * @throws ConfigurationException if the variable is set but empty
   */
  public @Nullable String schema() {
    return optional(DbSettings.SCHEMA, settings.schemaVariable());
  }

  /**
   * The PEM file of the authorities to trust, or null if none is set.
   *
   * @throws ConfigurationException if the variable is set but empty
   */
  public @Nullable String caFile() {
    return optional(DbSettings.CA_FILE, settings.caFileVariable());
  }

  /** Keys of the secrets that are read; a change of one of them changes the credentials. */
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
