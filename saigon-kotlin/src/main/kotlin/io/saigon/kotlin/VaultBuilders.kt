package io.saigon.kotlin

import io.saigon.api.vault.DbEnv
import io.saigon.api.vault.SecretVault
import io.saigon.api.vault.SecretVaultOptions
import io.saigon.api.vault.SslMode
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/**
 * Builds the options of a vault.
 *
 * @param block sets what differs from [SecretVaultOptions.defaults]
 * @return the options
 * @throws IllegalArgumentException if one is out of range
 */
public fun secretVaultOptions(block: SecretVaultOptionsBuilder.() -> Unit): SecretVaultOptions =
    with(SecretVaultOptionsBuilder().apply(block)) {
        SecretVaultOptions(
            ttl.toJavaDuration(),
            maxStale.toJavaDuration(),
            negativeTtl.toJavaDuration(),
            fetchTimeout.toJavaDuration(),
            strict,
            maxEntries,
            maxConcurrentFetches,
        )
    }

/** A builder of [SecretVaultOptions], made by [secretVaultOptions]. */
@OptionsDsl
public class SecretVaultOptionsBuilder internal constructor() {
    private val defaults = SecretVaultOptions.defaults()

    /** Time for which a value counts as fresh, at least a millisecond. */
    public var ttl: Duration = defaults.ttl().toKotlinDuration()

    /** Time beyond [ttl] for which a value is served while it cannot be fetched again. */
    public var maxStale: Duration = defaults.maxStale().toKotlinDuration()

    /** Time for which it is remembered that a secret does not exist or may not be read. */
    public var negativeTtl: Duration = defaults.negativeTtl().toKotlinDuration()

    /** Largest duration of one fetch, at least a millisecond. */
    public var fetchTimeout: Duration = defaults.fetchTimeout().toKotlinDuration()

    /** Whether a field that the model does not know is a failure. */
    public var strict: Boolean = defaults.strict()

    /** Number of secrets that are kept, at least 1. */
    public var maxEntries: Int = defaults.maxEntries()

    /** Number of calls of the store under way at a time, at least 1. */
    public var maxConcurrentFetches: Int = defaults.maxConcurrentFetches()
}

/**
 * Builds the settings of a database.
 *
 * ```kotlin
 * val db = dbEnv("ORDERS") {
 *     schema = "orders"
 *     caFile = "/etc/ssl/rds.pem"
 * }
 * ```
 *
 * @param prefix beginning of the variables' names, without the underscore; not blank
 * @param block sets what wins over the environment
 * @return the settings
 * @throws IllegalArgumentException if one is not valid
 */
public fun dbEnv(prefix: String, block: DbEnvBuilder.() -> Unit): DbEnv =
    DbEnvBuilder().apply(block).build(prefix)

/** A builder of [DbEnv], made by [dbEnv]; null leaves a setting to the environment. */
@OptionsDsl
public class DbEnvBuilder internal constructor() {
    /** Values by name of the variable, in place of the process's own. */
    public var environment: Map<String, String>? = null

    /** Host name or address. */
    public var endpoint: String? = null

    /** TCP port. */
    public var port: Int? = null

    /** Name of the database. */
    public var database: String? = null

    /** Name of the user. */
    public var username: String? = null

    /** Password of the user. */
    public var password: String? = null

    /** Mode of TLS, which may be weaker than the default. */
    public var sslMode: SslMode? = null

    /** Key of the secret that holds the password alone. */
    public var passwordSecret: String? = null

    /** Key of the secret that holds credentials as JSON. */
    public var credentialsSecret: String? = null

    /** Name of the schema to work in. */
    public var schema: String? = null

    /** Path of a PEM file with the authorities to trust. */
    public var caFile: String? = null

    /** Host of the database's readers. */
    public var readerEndpoint: String? = null

    /** Port of the database's readers. */
    public var readerPort: Int? = null

    /** Vault whose tokens stand in for passwords, such as that of `VaultKind.AWS_RDS_IAM`. */
    public var tokens: SecretVault? = null

    internal fun build(prefix: String): DbEnv {
        var env = DbEnv.prefixed(prefix)
        environment?.let { env = env.withEnvironment(it) }
        endpoint?.let { env = env.withEndpoint(it) }
        port?.let { env = env.withPort(it) }
        database?.let { env = env.withDatabase(it) }
        username?.let { env = env.withUsername(it) }
        password?.let { env = env.withPassword(it) }
        sslMode?.let { env = env.withSslMode(it) }
        passwordSecret?.let { env = env.withPasswordSecret(it) }
        credentialsSecret?.let { env = env.withCredentialsSecret(it) }
        schema?.let { env = env.withSchema(it) }
        caFile?.let { env = env.withCaFile(it) }
        readerEndpoint?.let { env = env.withReaderEndpoint(it) }
        readerPort?.let { env = env.withReaderPort(it) }
        tokens?.let { env = env.withTokens(it) }
        return env
    }
}
