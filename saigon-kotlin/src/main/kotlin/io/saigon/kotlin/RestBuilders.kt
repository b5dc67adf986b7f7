package io.saigon.kotlin

import io.saigon.rest.vertx.RetryPolicy
import io.saigon.rest.vertx.sigv4.PayloadSigning
import io.saigon.rest.vertx.sigv4.SigV4Scope
import kotlin.time.Duration
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/**
 * Builds a retry policy.
 *
 * @param block sets what differs from [RetryPolicy.defaults]
 * @return the policy
 * @throws IllegalArgumentException if a number is out of range
 */
public fun retryPolicy(block: RetryPolicyBuilder.() -> Unit): RetryPolicy =
    with(RetryPolicyBuilder().apply(block)) {
        RetryPolicy(maxAttempts, firstDelay.toJavaDuration(), maxDelay.toJavaDuration(), statuses)
    }

/** A builder of [RetryPolicy], made by [retryPolicy]. */
@OptionsDsl
public class RetryPolicyBuilder internal constructor() {
    private val defaults = RetryPolicy.defaults()

    /** Largest number of attempts, the first one included; 1 or more. */
    public var maxAttempts: Int = defaults.maxAttempts()

    /** Longest delay before the first retry. */
    public var firstDelay: Duration = defaults.firstDelay().toKotlinDuration()

    /** Longest delay before any retry. */
    public var maxDelay: Duration = defaults.maxDelay().toKotlinDuration()

    /** HTTP statuses after which a call is sent again. */
    public var statuses: Set<Int> = defaults.statuses()
}

/**
 * Builds the scope of signatures.
 *
 * @param service signing name, such as `execute-api`
 * @param region AWS region, such as `eu-west-1`
 * @param block sets what differs from the rules that AWS documents for the service
 * @return the scope
 * @throws IllegalArgumentException if a name holds other characters than letters, digits and
 *   hyphens
 */
public fun sigV4Scope(
    service: String,
    region: String,
    block: SigV4ScopeBuilder.() -> Unit,
): SigV4Scope =
    with(SigV4ScopeBuilder(SigV4Scope.of(service, region)).apply(block)) {
        SigV4Scope(service, region, doubleEncodePath, normalizePath, payload, signSessionToken)
    }

/** A builder of [SigV4Scope], made by [sigV4Scope]. */
@OptionsDsl
public class SigV4ScopeBuilder internal constructor(documented: SigV4Scope) {
    /** Whether the path as sent is percent-encoded once more for signing. */
    public var doubleEncodePath: Boolean = documented.doubleEncodePath()

    /** Whether empty, `.` and `..` segments are resolved for signing. */
    public var normalizePath: Boolean = documented.normalizePath()

    /** Binding of the body to the signature. */
    public var payload: PayloadSigning = documented.payload()

    /** Whether the session token is signed; otherwise it is only sent. */
    public var signSessionToken: Boolean = documented.signSessionToken()
}
