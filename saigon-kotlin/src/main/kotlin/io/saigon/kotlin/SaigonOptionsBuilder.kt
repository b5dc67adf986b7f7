package io.saigon.kotlin

import io.saigon.api.config.SaigonOptions
import io.saigon.api.credentials.CredentialsProvider
import io.saigon.api.vault.VaultKind
import io.vertx.core.json.JsonObject
import io.vertx.core.net.TrustOptions
import java.net.URI

/**
 * Builds the options of a [io.saigon.api.Saigon].
 *
 * ```kotlin
 * val options = saigonOptions {
 *     region = "eu-west-1"
 *     vault(VaultKind.AWS_SSM)
 *     settings("aws-ssm", "ttlMs" to 60_000)
 * }
 * ```
 *
 * @param block sets what differs from AWS's standard settings
 * @return the options
 * @throws IllegalArgumentException if a URL or name is not valid
 */
public fun saigonOptions(block: SaigonOptionsBuilder.() -> Unit): SaigonOptions =
    SaigonOptionsBuilder().apply(block).build()

/** A builder of [SaigonOptions], made by [saigonOptions]. */
@OptionsDsl
public class SaigonOptionsBuilder internal constructor() {
    /** AWS region, or null for AWS's default. */
    public var region: String? = null

    /** Base URL of all AWS services, or null for AWS's own. */
    public var endpoint: URI? = null

    /** Source of AWS credentials, or null for AWS's default chain. */
    public var credentials: CredentialsProvider? = null

    /** Certificate authorities to trust, or null for those of `AWS_CA_BUNDLE` or of the JVM. */
    public var trust: TrustOptions? = null

    /** Name of the vault provider that `Saigon.vault()` takes, or null if there is but one. */
    public var vault: String? = null

    /** Name of the storage provider, or null if there is but one. */
    public var storage: String? = null

    /** Name of the Cognito provider, or null if there is but one. */
    public var cognito: String? = null

    private val endpoints = mutableMapOf<String, URI>()
    private val settings = mutableMapOf<String, JsonObject>()

    /**
     * Sets the vault that `Saigon.vault()` takes.
     *
     * @param kind one of the vaults that saigon provides
     */
    public fun vault(kind: VaultKind) {
        vault = kind.providerName()
    }

    /**
     * Sets the base URL of all AWS services.
     *
     * @param url absolute URL
     */
    public fun endpoint(url: String) {
        endpoint = URI.create(url)
    }

    /**
     * Sets the base URL of one service, which wins over that of all.
     *
     * @param service the service's endpoint prefix, such as `s3`
     * @param url absolute URL
     */
    public fun endpoint(service: String, url: String) {
        endpoints[service] = URI.create(url)
    }

    /**
     * Sets settings of a provider, beside those that it has.
     *
     * @param provider name of the provider, such as `aws-ssm`
     * @param values values by name
     */
    public fun settings(provider: String, vararg values: Pair<String, Any>) {
        val all = settings.getOrPut(provider) { JsonObject() }
        values.forEach { (name, value) -> all.put(name, value) }
    }

    internal fun build() =
        SaigonOptions(
            region,
            endpoint,
            endpoints,
            credentials,
            trust,
            vault,
            storage,
            cognito,
            settings,
        )
}
