package io.saigon.kotlin

import io.vertx.core.Handler
import io.vertx.core.streams.ReadStream
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.updateAndGet

/** The items of a flow as a stream, paused until it is fetched from. */
internal class FlowStream<T : Any> : ReadStream<T> {
    private val demand = MutableStateFlow(0L)
    @Volatile private var handler: Handler<T>? = null
    @Volatile private var endHandler: Handler<Void?>? = null
    @Volatile private var exceptionHandler: Handler<Throwable>? = null

    /** Collects the flow as far as there is demand; its failure goes to the exception handler. */
    suspend fun send(items: Flow<T>) {
        try {
            items.collect { item ->
                awaitDemand()
                demand.updateAndGet { if (it == Long.MAX_VALUE || it == 0L) it else it - 1 }
                handler?.handle(item)
            }
            awaitDemand()
            endHandler?.handle(null)
        } catch (e: CancellationException) {
            exceptionHandler?.handle(e)
            throw e
        } catch (e: Throwable) {
            exceptionHandler?.handle(e)
        }
    }

    private suspend fun awaitDemand() {
        demand.first { it > 0 }
    }

    override fun handler(handler: Handler<T>?): ReadStream<T> = apply { this.handler = handler }

    override fun endHandler(endHandler: Handler<Void?>?): ReadStream<T> = apply {
        this.endHandler = endHandler
    }

    override fun exceptionHandler(handler: Handler<Throwable>?): ReadStream<T> = apply {
        exceptionHandler = handler
    }

    override fun pause(): ReadStream<T> = apply { demand.value = 0 }

    override fun resume(): ReadStream<T> = fetch(Long.MAX_VALUE)

    override fun fetch(amount: Long): ReadStream<T> = apply {
        demand.updateAndGet { if (it + amount < 0) Long.MAX_VALUE else it + amount }
    }
}
