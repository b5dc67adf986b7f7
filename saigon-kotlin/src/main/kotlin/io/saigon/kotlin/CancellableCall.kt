package io.saigon.kotlin

import io.saigon.api.call.CallScope
import io.saigon.api.storage.Downloaded
import io.saigon.api.storage.ObjectStream
import io.saigon.api.storage.Unzipped
import io.saigon.api.vault.SecretRef
import io.vertx.core.Future
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext

/**
 * Returns a call that a cancelled coroutine cancels.
 *
 * Requests of AWS clients, `RestClient`, `PresignedClient`, `SigningWebClient` and
 * `SigV4Interceptor` are reset then. Uploads and downloads stop, and the coroutine ends when they
 * have left nothing half-written. A result that nobody gets any more is released: files are
 * deleted, streams cancelled and handles closed. Work that other calls wait for continues: the
 * fetch of a secret, the renewal of a session. A future that is awaited by Vert.x's own `coAwait()`
 * is not cancelled.
 *
 * ```kotlin
 * val kept = withTimeout(10.seconds) {
 *     cancellable { storage.upload("orders", "42", bytes) }.coAwait()
 * }
 * ```
 *
 * @param T type of the result
 * @param begin begins the call; all calls of saigon that it begins are cancelled together
 * @return the call, which begins when it is awaited
 */
public fun <T> cancellable(begin: () -> Future<T>): CancellableCall<T> = CancellableCall(begin)

/**
 * A call that a cancelled coroutine cancels, made by [cancellable].
 *
 * @param T type of the result
 */
public class CancellableCall<T> internal constructor(private val begin: () -> Future<T>) {
    /**
     * Begins the call, on the coroutine's thread and at once, and awaits its result. Each await
     * begins a call of its own.
     *
     * @return the result, on the coroutine's dispatcher
     * @throws Throwable the failure of the call's future
     */
    public suspend fun coAwait(): T {
        currentCoroutineContext().ensureActive()
        val scope = CallScope()
        return scope.run { begin() }.awaited { scope.cancel() }
    }
}

/**
 * Awaits a result.
 *
 * @param cancel cancels what the future is the result of, on any thread; its future completes when
 *   nothing of that is left
 */
internal suspend fun <T> Future<T>.awaited(cancel: () -> Future<Void>): T =
    if (isComplete) {
        if (succeeded()) result() else throw cause()
    } else {
        try {
            suspendCancellableCoroutine { continuation ->
                continuation.invokeOnCancellation { cancel() }
                onComplete { done ->
                    if (done.succeeded()) {
                        continuation.resume(done.result()) { _, late, _ -> release(late) }
                    } else {
                        continuation.resumeWithException(done.cause())
                    }
                }
            }
        } catch (e: CancellationException) {
            withContext(NonCancellable) {
                runCatching { cancel().awaited() }
                if (succeeded()) runCatching { release(result()).awaited() }
            }
            throw e
        }
    }

// Vert.x's own coAwait() is in a jar without a module name of its own, which no module can safely
// require.
@PublishedApi internal suspend fun <T> Future<T>.awaited(): T = awaited { Future.succeededFuture() }

/** Releases a result that nobody gets; harmless when done twice. */
private fun release(result: Any?): Future<Void> =
    when (result) {
        is Downloaded -> result.delete()
        is Unzipped -> result.delete()
        is ObjectStream -> result.cancel()
        is SecretRef<*> -> {
            result.close()
            Future.succeededFuture()
        }
        else -> Future.succeededFuture()
    }
