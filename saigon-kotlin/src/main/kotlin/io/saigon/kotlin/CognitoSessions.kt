package io.saigon.kotlin

import io.saigon.api.cognito.CognitoSession
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow

/**
 * Returns the renewals of a session that fail, also those that no caller notices, for as long as
 * the flow is collected.
 *
 * @return a cold flow for one collector: it takes the place of the handler of
 *   [CognitoSession.onRenewalFailure]
 */
public fun CognitoSession.renewalFailures(): Flow<Throwable> =
    callbackFlow {
            onRenewalFailure { failure -> trySend(failure) }
            awaitClose { onRenewalFailure {} }
        }
        .buffer(Channel.UNLIMITED)
