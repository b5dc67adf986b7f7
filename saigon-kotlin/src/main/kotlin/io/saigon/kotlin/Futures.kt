package io.saigon.kotlin

import io.vertx.core.Future
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.suspendCancellableCoroutine

// Vert.x's own coAwait() is in a jar without a module name of its own, which no module can safely
// require.
@PublishedApi
internal suspend fun <T> Future<T>.awaited(): T =
    if (isComplete) {
        if (succeeded()) result() else throw cause()
    } else {
        suspendCancellableCoroutine { continuation ->
            onComplete { done ->
                if (done.succeeded()) continuation.resume(done.result())
                else continuation.resumeWithException(done.cause())
            }
        }
    }
