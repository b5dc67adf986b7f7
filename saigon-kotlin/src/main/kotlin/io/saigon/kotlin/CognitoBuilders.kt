package io.saigon.kotlin

import io.saigon.api.cognito.CognitoClientConfig
import io.saigon.api.cognito.CognitoVerifierConfig
import io.saigon.api.cognito.CreateUserRequest
import io.saigon.api.cognito.LoginFlow
import io.saigon.api.cognito.TokenUse
import java.net.URI
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/**
 * Builds the configuration of a Cognito client.
 *
 * @param userPoolId such as `eu-west-1_AbCdEf123`
 * @param clientId id of the app client
 * @param identityPoolId such as `eu-west-1:01234567-89ab-cdef-0123-456789abcdef`, or null for none:
 *   sessions have tokens then, and no IAM credentials
 * @param block sets what differs from pools in AWS's default region, and an app client without a
 *   secret that allows SRP
 * @return the configuration
 * @throws IllegalArgumentException if an id is malformed or of another region
 */
public fun cognitoClientConfig(
    userPoolId: String,
    clientId: String,
    identityPoolId: String? = null,
    block: CognitoClientConfigBuilder.() -> Unit,
): CognitoClientConfig =
    with(CognitoClientConfigBuilder().apply(block)) {
        CognitoClientConfig(userPoolId, clientId, identityPoolId, region, clientSecret, loginFlow)
    }

/** A builder of [CognitoClientConfig], made by [cognitoClientConfig]. */
@OptionsDsl
public class CognitoClientConfigBuilder internal constructor() {
    /** AWS region of the pools, or null for AWS's default region. */
    public var region: String? = null

    /** Secret of the app client, or null if it has none. */
    public var clientSecret: String? = null

    /** Authentication flow of passwords. */
    public var loginFlow: LoginFlow = LoginFlow.SRP
}

/**
 * Builds the configuration of a verifier of tokens.
 *
 * @param block names a user pool at least
 * @return the configuration
 * @throws IllegalArgumentException if an id is malformed, or no token can be accepted
 */
public fun cognitoVerifierConfig(
    block: CognitoVerifierConfigBuilder.() -> Unit
): CognitoVerifierConfig = CognitoVerifierConfigBuilder().apply(block).build()

/** A builder of [CognitoVerifierConfig], made by [cognitoVerifierConfig]. */
@OptionsDsl
public class CognitoVerifierConfigBuilder internal constructor() {
    /** Uses of the tokens that are accepted; access tokens at first. */
    public var uses: Set<TokenUse> = setOf(TokenUse.ACCESS)

    /** A token's user must be in one of these; empty for every user. */
    public var anyGroup: Set<String> = emptySet()

    /** An access token must have one of these; empty for any. */
    public var anyScope: Set<String> = emptySet()

    /** Locations of key sets by user pool id, such as files; those of Cognito itself at first. */
    public var keys: Map<String, URI> = emptyMap()

    /** Largest difference between the clocks of this machine and of Cognito; not negative. */
    public var clockSkew: Duration = 1.minutes

    private val clients = mutableMapOf<String, Set<String>>()

    /**
     * Accepts tokens of app clients of a user pool.
     *
     * @param userPoolId such as `eu-west-1_AbCdEf123`
     * @param clientIds ids of the app clients
     */
    public fun pool(userPoolId: String, vararg clientIds: String) {
        clients[userPoolId] = clients[userPoolId].orEmpty() + clientIds
    }

    internal fun build() =
        CognitoVerifierConfig(clients, uses, anyGroup, anyScope, keys, clockSkew.toJavaDuration())
}

/**
 * Builds the request to create a user.
 *
 * @param username user name, or an e-mail address as alias
 * @param block sets what differs from a user who is notified, not verified, in no group, with a
 *   password that Cognito makes up
 * @return the request
 * @throws IllegalArgumentException if a name, the password or an attribute is beyond Cognito's
 *   limits
 */
public fun createUserRequest(
    username: String,
    block: CreateUserRequestBuilder.() -> Unit,
): CreateUserRequest =
    with(CreateUserRequestBuilder().apply(block)) {
        CreateUserRequest(
            username,
            notifyUser,
            selfVerify,
            groupName,
            temporaryPassword,
            extraAttributes,
        )
    }

/** A builder of [CreateUserRequest], made by [createUserRequest]. */
@OptionsDsl
public class CreateUserRequestBuilder internal constructor() {
    /** Whether Cognito sends its welcome message. */
    public var notifyUser: Boolean = true

    /** Whether the e-mail address counts as verified. */
    public var selfVerify: Boolean = false

    /** Group that a newly created user joins, or null. */
    public var groupName: String? = null

    /** First password, or null for one that Cognito makes up. */
    public var temporaryPassword: String? = null

    /** Further attributes by name; they win over those that saigon sets. */
    public var extraAttributes: Map<String, String> = emptyMap()
}
