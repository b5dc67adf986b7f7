package io.saigon.kotlin

import io.saigon.api.storage.Downloaded
import io.saigon.api.storage.ObjectStorage
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.api.storage.Unzipped
import io.vertx.core.Future
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/**
 * Downloads an object to a file in a fresh temporary directory, which is gone when [block] ends or
 * the coroutine is cancelled.
 *
 * Throws what the future of [ObjectStorage.download] fails with, and what [block] throws.
 */
public suspend fun <R> ObjectStorage.download(
    source: S3ObjectDescriptor,
    block: suspend (Downloaded) -> R,
): R = download(source).use(Downloaded::delete, block)

/**
 * Downloads a zip archive and extracts it to a fresh temporary directory, which is gone when
 * [block] ends or the coroutine is cancelled.
 *
 * Throws what the future of [ObjectStorage.unzip] fails with, and what [block] throws.
 */
public suspend fun <R> ObjectStorage.unzip(
    source: S3ObjectDescriptor,
    block: suspend (Unzipped) -> R,
): R = unzip(source).use(Unzipped::delete, block)

private suspend fun <T, R> Future<T>.use(delete: (T) -> Future<Void>, block: suspend (T) -> R): R {
    val resource =
        try {
            awaited()
        } catch (e: CancellationException) {
            onSuccess { delete(it) }
            throw e
        }
    val result =
        try {
            block(resource)
        } catch (e: Throwable) {
            withContext(NonCancellable) {
                runCatching { delete(resource).awaited() }.onFailure(e::addSuppressed)
            }
            throw e
        }
    withContext(NonCancellable) { delete(resource).awaited() }
    return result
}
