package io.saigon.kotlin

import io.saigon.api.storage.Downloaded
import io.saigon.api.storage.ObjectStream
import io.saigon.api.storage.Unzipped
import io.vertx.core.Future
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.withContext

/**
 * Awaits a download and calls [block] with it; its file is deleted when [block] ends or the
 * coroutine is cancelled, also when the download arrives only then.
 *
 * @param R type of the result
 * @param block uses the file
 * @return the result of [block]
 * @throws Throwable the failure of the future or of [block]
 */
@JvmName("useDownloaded")
public suspend fun <R> Future<Downloaded>.use(block: suspend (Downloaded) -> R): R =
    use(Downloaded::delete, block)

/**
 * Awaits an extracted archive and calls [block] with it; its files are deleted when [block] ends or
 * the coroutine is cancelled, also when the archive arrives only then.
 *
 * @param R type of the result
 * @param block uses the files
 * @return the result of [block]
 * @throws Throwable the failure of the future or of [block]
 */
@JvmName("useUnzipped")
public suspend fun <R> Future<Unzipped>.use(block: suspend (Unzipped) -> R): R =
    use(Unzipped::delete, block)

/**
 * Awaits an object's content and calls [block] with it; its connection is free when [block] ends or
 * the coroutine is cancelled, also when the content arrives only then.
 *
 * @param R type of the result
 * @param block uses the content
 * @return the result of [block]
 * @throws Throwable the failure of the future or of [block]
 */
@JvmName("useStream")
public suspend fun <R> Future<ObjectStream>.use(block: suspend (ObjectStream) -> R): R =
    use(ObjectStream::cancel, block)

private suspend fun <T, R> Future<T>.use(release: (T) -> Future<Void>, block: suspend (T) -> R): R {
    val resource =
        try {
            awaited()
        } catch (e: CancellationException) {
            onSuccess { release(it) }
            throw e
        }
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
