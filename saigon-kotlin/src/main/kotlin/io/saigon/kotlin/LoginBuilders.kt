package io.saigon.kotlin

import io.saigon.api.cognito.AuthFactor
import io.saigon.api.cognito.CognitoCallContext
import io.saigon.api.cognito.DeviceCredentials
import io.saigon.api.cognito.IdentityLogins
import io.saigon.api.cognito.IdentityRequest
import io.saigon.api.cognito.LoginRequest

/**
 * Builds the log-in of a user.
 *
 * @param username user name or alias
 * @param password password, or null where the pool's own challenges are the only ones
 * @param block sets what differs from the log-in of a new device by the configured flow, with no
 *   new password to set
 * @return the log-in
 * @throws IllegalArgumentException if the user name is blank, a password is empty, or a factor
 *   needs a password that is not there
 */
public fun loginRequest(
    username: String,
    password: String?,
    block: LoginRequestBuilder.() -> Unit,
): LoginRequest =
    with(LoginRequestBuilder().apply(block)) {
        LoginRequest(username, password, newPassword, preferredFactor, device)
    }

/** A builder of [LoginRequest], made by [loginRequest]. */
@OptionsDsl
public class LoginRequestBuilder internal constructor() {
    /** Password to set if a new one is required, or null to leave that to a responder. */
    public var newPassword: String? = null

    /** First factor of a choice-based log-in, or null for the configured flow. */
    public var preferredFactor: AuthFactor? = null

    /** The device that logs in, or null for a new one. */
    public var device: DeviceCredentials? = null
}

/**
 * Builds data of requests that a pool's Lambda triggers, threat protection and analytics see.
 *
 * @param block sets what requests carry; nothing at first
 * @return the data
 */
public fun cognitoCallContext(block: CognitoCallContextBuilder.() -> Unit): CognitoCallContext =
    with(CognitoCallContextBuilder().apply(block)) {
        CognitoCallContext(clientMetadata, ipAddress, encodedData, analyticsEndpointId)
    }

/** A builder of [CognitoCallContext], made by [cognitoCallContext]. */
@OptionsDsl
public class CognitoCallContextBuilder internal constructor() {
    /** Input of the pool's Lambda triggers. */
    public var clientMetadata: Map<String, String> = emptyMap()

    /** Address of the user's device, not of this server, or null. */
    public var ipAddress: String? = null

    /** Fingerprint of the user's device, or null. */
    public var encodedData: String? = null

    /** Endpoint of Amazon Pinpoint, or null. */
    public var analyticsEndpointId: String? = null
}

/**
 * Builds a request for an identity of an identity pool.
 *
 * @param logins log-ins of the user; `IdentityLogins.none()` for a guest
 * @param block sets what differs from the enhanced flow, for the identity and the role that the
 *   pool chooses
 * @return the request
 * @throws IllegalArgumentException if the role is no ARN, or is missing for the classic flow
 */
public fun identityRequest(
    logins: IdentityLogins,
    block: IdentityRequestBuilder.() -> Unit,
): IdentityRequest =
    with(IdentityRequestBuilder().apply(block)) {
        IdentityRequest(IdentityRequest.of(logins).logins(), identityId, roleArn, flow)
    }

/** A builder of [IdentityRequest], made by [identityRequest]. */
@OptionsDsl
public class IdentityRequestBuilder internal constructor() {
    /** Identity to take, or null for the one of the log-ins, or a new guest. */
    public var identityId: String? = null

    /** Role of the credentials, or null for the one that the pool chooses. */
    public var roleArn: String? = null

    /** Flow by which the credentials are got. */
    public var flow: IdentityRequest.Flow = IdentityRequest.Flow.ENHANCED
}
