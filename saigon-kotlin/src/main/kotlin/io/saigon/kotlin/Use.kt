package io.saigon.kotlin

import io.saigon.api.Saigon
import io.saigon.api.cognito.CognitoSession
import io.saigon.api.storage.Downloaded
import io.saigon.api.storage.ObjectStream
import io.saigon.api.storage.Unzipped
import io.saigon.api.vault.SecretRef
import io.saigon.api.vault.SecretVault
import io.vertx.core.Future
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/**
 * Calls [block] with a download, whose file is deleted when the block ends, also by an exception or
 * the cancellation of the coroutine.
 *
 * @param R type of the result
 * @param block uses the file
 * @return the result of [block], after the deletion
 * @throws Throwable the failure of [block] or of the deletion
 */
public suspend fun <R> Downloaded.use(block: suspend (Downloaded) -> R): R =
    using(this, Downloaded::delete, block)

/**
 * Calls [block] with an extracted archive, whose files are deleted when the block ends, also by an
 * exception or the cancellation of the coroutine.
 *
 * @param R type of the result
 * @param block uses the files
 * @return the result of [block], after the deletion
 * @throws Throwable the failure of [block] or of the deletion
 */
public suspend fun <R> Unzipped.use(block: suspend (Unzipped) -> R): R =
    using(this, Unzipped::delete, block)

/**
 * Calls [block] with an object's content, whose connection is freed when the block ends, also by an
 * exception or the cancellation of the coroutine.
 *
 * @param R type of the result
 * @param block uses the content
 * @return the result of [block], when the connection is free
 * @throws Throwable the failure of [block]
 */
public suspend fun <R> ObjectStream.use(block: suspend (ObjectStream) -> R): R =
    using(this, ObjectStream::cancel, block)

/**
 * Calls [block] with a session, whose user is logged out when the block ends, also by an exception
 * or the cancellation of the coroutine.
 *
 * @param R type of the result
 * @param block uses the session
 * @return the result of [block], when the refresh token is revoked
 * @throws Throwable the failure of [block] or of the logout
 */
public suspend fun <R> CognitoSession.use(block: suspend (CognitoSession) -> R): R =
    using(this, CognitoSession::logout, block)

/**
 * Calls [block] with a handle on a secret, which is closed when the block ends, also by an
 * exception or the cancellation of the coroutine.
 *
 * @param T type of the secret
 * @param R type of the result
 * @param block uses the handle
 * @return the result of [block]
 * @throws Throwable the failure of [block]
 */
public suspend fun <T : Any, R> SecretRef<T>.use(block: suspend (SecretRef<T>) -> R): R =
    try {
        block(this)
    } finally {
        close()
    }

/**
 * Calls [block] with a vault, which is closed when the block ends, also by an exception or the
 * cancellation of the coroutine. For vaults that the application made; those of a [Saigon] are
 * closed with it.
 *
 * @param R type of the result
 * @param block uses the vault
 * @return the result of [block], after the close
 * @throws Throwable the failure of [block] or of the close
 */
public suspend fun <R> SecretVault.use(block: suspend (SecretVault) -> R): R =
    using(this, SecretVault::close, block)

/**
 * Calls [block] with a Saigon, which is closed with all that it made when the block ends, also by
 * an exception or the cancellation of the coroutine.
 *
 * @param R type of the result
 * @param block uses the Saigon
 * @return the result of [block], after the close
 * @throws Throwable the failure of [block] or of the close
 */
public suspend fun <R> Saigon.use(block: suspend (Saigon) -> R): R =
    using(this, Saigon::close, block)

private suspend fun <T, R> using(
    resource: T,
    release: (T) -> Future<Void>,
    block: suspend (T) -> R,
): R {
    val result =
        try {
            block(resource)
        } catch (e: Throwable) {
            withContext(NonCancellable) {
                runCatching { release(resource).awaited() }.onFailure(e::addSuppressed)
            }
            throw e
        }
    withContext(NonCancellable) { release(resource).awaited() }
    return result
}
