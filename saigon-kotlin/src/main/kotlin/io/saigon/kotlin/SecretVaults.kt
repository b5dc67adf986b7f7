@file:OptIn(ExperimentalStdlibApi::class)

package io.saigon.kotlin

import io.saigon.api.vault.SecretChange
import io.saigon.api.vault.SecretId
import io.saigon.api.vault.SecretRef
import io.saigon.api.vault.SecretRefreshFailure
import io.saigon.api.vault.SecretVault
import java.lang.reflect.Type
import kotlin.reflect.javaType
import kotlin.reflect.typeOf
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.flow

/**
 * Returns the current value of a secret, decoded into [T].
 *
 * @param T type of the value; may be generic, such as `List<Replica>`
 * @param key key of the secret
 * @return the value
 * @throws io.saigon.api.error.SaigonException the failure of [SecretVault.secret]'s future
 */
public suspend inline fun <reified T : Any> SecretVault.secret(key: String): T =
    current(typeOf<T>().javaType, key)

/**
 * Returns a secret in a chosen version or stage, decoded into [T].
 *
 * @param T type of the value; may be generic
 * @param id key of the secret, and its version or stage
 * @return the value
 * @throws io.saigon.api.error.SaigonException the failure of [SecretVault.secret]'s future
 */
public suspend inline fun <reified T : Any> SecretVault.secret(id: SecretId): T =
    secret(ReifiedType<T>(typeOf<T>().javaType), id).awaited()

/**
 * Returns a handle on a secret, decoded into [T], that is kept fresh until it is closed.
 *
 * @param T type of the value; may be generic
 * @param key key of the secret
 * @return the handle
 * @throws io.saigon.api.error.SaigonException the failure of [SecretVault.ref]'s future
 */
public suspend inline fun <reified T : Any> SecretVault.ref(key: String): SecretRef<T> =
    ref(ReifiedType<T>(typeOf<T>().javaType), key).awaited()

/**
 * Returns several secrets by key, decoded into [T], read in as few calls as the vault allows.
 *
 * @param T type of the values; may be generic
 * @param keys keys of the secrets
 * @return a value for each key
 * @throws io.saigon.api.error.SaigonException the failure of [SecretVault.secrets]'s future
 */
public suspend inline fun <reified T : Any> SecretVault.secrets(
    keys: Collection<String>
): Map<String, T> = secrets(ReifiedType<T>(typeOf<T>().javaType), keys).awaited()

/**
 * Builds one [T] from several secrets, each of which fills an attribute.
 *
 * @param T type to build
 * @param attributes attribute of [T] by secret's key; text converts to the attribute's type
 * @param extra further attributes, by name, that no secret holds
 * @return the model
 * @throws io.saigon.api.error.SaigonException the failure of [SecretVault.secretMapping]'s future
 */
public suspend inline fun <reified T : Any> SecretVault.secretMapping(
    attributes: Map<String, String>,
    extra: Map<String, *> = emptyMap<String, Any>(),
): T = secretMapping(T::class.java, attributes, extra).awaited()

/**
 * Returns the current value of a secret, decoded into [T], and then each value that follows it, for
 * as long as the flow is collected. A collector that is slower than the changes gets the last
 * value.
 *
 * @param T type of the value; may be generic, such as `List<Replica>`
 * @param key key of the secret
 * @return a cold flow; fails as [SecretVault.ref]'s future does, and when there is no value any
 *   more as [SecretRef.current] does
 */
public inline fun <reified T : Any> SecretVault.values(key: String): Flow<T> =
    valuesOf(typeOf<T>().javaType, key)

@PublishedApi
internal fun <T : Any> SecretVault.valuesOf(type: Type, key: String): Flow<T> = flow {
    val changed = Channel<Unit>(Channel.CONFLATED)
    val stop = onChange { change -> if (change.key == key) changed.trySend(Unit) }
    try {
        ref(ReifiedType<T>(type), key).awaited().use { value ->
            emit(value.current())
            for (change in changed) emit(value.current())
        }
    } finally {
        stop.run()
    }
}

/**
 * Returns the refreshes that fail, for as long as the flow is collected.
 *
 * @return a cold flow, which fails with [io.saigon.api.error.ClosedException] if the vault is
 *   closed when it is collected
 */
public fun SecretVault.refreshFailures(): Flow<SecretRefreshFailure> =
    callbackFlow {
            val stop = onRefreshFailure { failure -> trySend(failure) }
            awaitClose { stop.run() }
        }
        .buffer(Channel.UNLIMITED)

/**
 * Returns the changes of secrets that were read from here, for as long as the flow is collected.
 *
 * @return a cold flow, which fails with [io.saigon.api.error.ClosedException] if the vault is
 *   closed when it is collected
 */
public fun SecretVault.changes(): Flow<SecretChange> =
    callbackFlow {
            val stop = onChange { change -> trySend(change) }
            awaitClose { stop.run() }
        }
        .buffer(Channel.UNLIMITED) // a change that is dropped would leave an old password in use

// A class and a key are the shortest way through the vault's cache.
@PublishedApi
@Suppress("UNCHECKED_CAST")
internal suspend fun <T : Any> SecretVault.current(model: Type, key: String): T =
    if (model is Class<*>) secret(model as Class<T>, key).awaited()
    else secret(ReifiedType<T>(model), key).awaited()
