package io.saigon.kotlin

import io.saigon.api.oauth.AlbVerifierConfig
import io.saigon.api.oauth.JwtAlgorithm
import io.saigon.api.oauth.JwtVerifierConfig
import io.saigon.api.oauth.ManagedLoginConfig
import io.saigon.api.oauth.UserPoolDomain
import java.net.URI
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/**
 * Builds the configuration of a managed log-in.
 *
 * @param userPoolId such as `eu-west-1_AbCdEf123`
 * @param domain domain of the user pool
 * @param clientId id of the app client
 * @param block sets what differs from an app client without a secret, and the scope `openid`
 * @return the configuration
 * @throws IllegalArgumentException if an id is malformed, or `openid` is not among the scopes
 */
public fun managedLoginConfig(
    userPoolId: String,
    domain: UserPoolDomain,
    clientId: String,
    block: ManagedLoginConfigBuilder.() -> Unit,
): ManagedLoginConfig =
    with(ManagedLoginConfigBuilder().apply(block)) {
        ManagedLoginConfig(userPoolId, domain, clientId, clientSecret, scopes)
    }

/** A builder of [ManagedLoginConfig], made by [managedLoginConfig]. */
@OptionsDsl
public class ManagedLoginConfigBuilder internal constructor() {
    /** Secret of the app client, or null if it has none. */
    public var clientSecret: String? = null

    /** Scopes to request, `openid` among them. */
    public var scopes: Set<String> = setOf("openid")
}

/**
 * Builds the configuration of a verifier of an issuer's tokens.
 *
 * @param issuer such as `https://login.example.com`
 * @param audiences a token must be for one of these; at least one
 * @param block sets what differs from keys by discovery, all algorithms and a clock skew of a
 *   minute
 * @return the configuration
 * @throws IllegalArgumentException if a URL is not https (or http of localhost), or no token can be
 *   accepted
 */
public fun jwtVerifierConfig(
    issuer: String,
    vararg audiences: String,
    block: JwtVerifierConfigBuilder.() -> Unit,
): JwtVerifierConfig =
    with(JwtVerifierConfigBuilder().apply(block)) {
        JwtVerifierConfig(
            issuer,
            audiences.toSet(),
            keys,
            algorithms,
            anyScope,
            clockSkew.toJavaDuration(),
        )
    }

/** A builder of [JwtVerifierConfig], made by [jwtVerifierConfig]. */
@OptionsDsl
public class JwtVerifierConfigBuilder internal constructor() {
    /** Location of the issuer's key set, or null to find it by the issuer's discovery document. */
    public var keys: URI? = null

    /** Accepted signature algorithms; at least one. */
    public var algorithms: Set<JwtAlgorithm> = JwtAlgorithm.entries.toSet()

    /** A token must have one of these; empty for any. */
    public var anyScope: Set<String> = emptySet()

    /** Largest difference between the clocks of this machine and of the issuer; not negative. */
    public var clockSkew: Duration = 1.minutes
}

/**
 * Builds the configuration of a verifier of an Application Load Balancer's header.
 *
 * @param issuer the identity provider with which the load balancer authenticates users
 * @param client id of the load balancer's client at the provider
 * @param loadBalancers ARNs of the load balancers; at least one
 * @param block sets what differs from the keys of the load balancers' regions and a clock skew of a
 *   minute
 * @return the configuration
 * @throws IllegalArgumentException if an ARN is malformed, none is named, or a URL is not https (or
 *   http of localhost)
 */
public fun albVerifierConfig(
    issuer: String,
    client: String,
    vararg loadBalancers: String,
    block: AlbVerifierConfigBuilder.() -> Unit,
): AlbVerifierConfig =
    with(AlbVerifierConfigBuilder().apply(block)) {
        AlbVerifierConfig(
            issuer,
            otherClients + client,
            loadBalancers.toSet(),
            keys,
            clockSkew.toJavaDuration(),
        )
    }

/** A builder of [AlbVerifierConfig], made by [albVerifierConfig]. */
@OptionsDsl
public class AlbVerifierConfigBuilder internal constructor() {
    /** Ids of further clients at the provider, whose tokens are accepted too. */
    public var otherClients: Set<String> = emptySet()

    /** Base URL of the public keys, or null for that of the load balancer's region. */
    public var keys: URI? = null

    /** Largest difference between the clocks; not negative. */
    public var clockSkew: Duration = 1.minutes
}
