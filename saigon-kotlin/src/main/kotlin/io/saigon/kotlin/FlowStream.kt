package io.saigon.kotlin

import io.vertx.core.Handler
import io.vertx.core.streams.ReadStream
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update

/**
 * The items of a flow as a stream, paused until it is fetched from. A failure of the flow is that
 * of its collector, which cancels who reads the stream.
 */
internal class FlowStream<T : Any> : ReadStream<T> {
    private val demand = MutableStateFlow(0L)
    @Volatile private var handler: Handler<T>? = null
    @Volatile private var endHandler: Handler<Void?>? = null

    /** Collects the flow as far as there is demand, and ends; fails as the flow does. */
    suspend fun send(items: Flow<T>) {
        items.collect { item ->
            awaitDemand()
            demand.update { if (it == Long.MAX_VALUE || it == 0L) it else it - 1 }
            handler?.handle(item)
        }
        awaitDemand()
        endHandler?.handle(null)
    }

    private suspend fun awaitDemand() {
        demand.first { it > 0 }
    }

    override fun handler(handler: Handler<T>?): ReadStream<T> = apply { this.handler = handler }

    override fun endHandler(endHandler: Handler<Void?>?): ReadStream<T> = apply {
        this.endHandler = endHandler
    }

    override fun exceptionHandler(handler: Handler<Throwable>?): ReadStream<T> = this

    override fun pause(): ReadStream<T> = apply { demand.value = 0 }

    override fun resume(): ReadStream<T> = fetch(Long.MAX_VALUE)

    override fun fetch(amount: Long): ReadStream<T> = apply {
        demand.update { if (it + amount < 0) Long.MAX_VALUE else it + amount }
    }
}
