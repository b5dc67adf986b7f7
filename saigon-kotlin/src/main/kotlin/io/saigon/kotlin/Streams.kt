package io.saigon.kotlin

import io.saigon.api.storage.ObjectStream
import io.vertx.core.streams.ReadStream
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext

private const val WINDOW = 16L

/**
 * Returns the items of a stream as a flow with back-pressure: the stream is paused, and at most 16
 * items are fetched ahead of the collector.
 *
 * A stream can be read once, and so can the flow be collected. A collector that ends before the
 * stream does leaves the rest unread: the stream's handler is taken away, by which listings stop
 * their request, and an [ObjectStream] is cancelled. To be collected on the context of the stream,
 * such as on the dispatcher of the Vert.x that it belongs to.
 *
 * @param T type of the items
 * @return the items; the flow fails with what the stream's exception handler gets
 */
public fun <T : Any> ReadStream<T>.asFlow(): Flow<T> = flow {
    // Without a bound of its own, as no more arrive than are fetched.
    val items = Channel<T>(Channel.UNLIMITED)
    var ended = false
    pause()
    exceptionHandler { failure ->
        ended = true
        items.close(failure)
    }
    endHandler {
        ended = true
        items.close()
    }
    handler { item -> items.trySend(item) }
    try {
        fetch(WINDOW)
        var taken = 0L
        for (item in items) {
            emit(item)
            if (++taken == WINDOW / 2) {
                taken = 0
                if (!ended) fetch(WINDOW / 2)
            }
        }
    } finally {
        if (!ended) abandon()
    }
}

private suspend fun ReadStream<*>.abandon() {
    if (this is ObjectStream) {
        withContext(NonCancellable) { cancel().awaited() }
    } else {
        handler(null)
    }
}
