package io.saigon.kotlin

import io.vertx.core.Handler
import io.vertx.core.streams.ReadStream
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class StreamsTest {
    /** The numbers from 0 on; ends, or fails, before one of them. */
    private class Numbers(private val end: Int, private val failure: Throwable? = null) :
        ReadStream<Int> {
        var next = 0
        var abandoned = false
        private var demand = Long.MAX_VALUE
        private var handler: Handler<Int>? = null
        private var endHandler: Handler<Void?>? = null
        private var exceptionHandler: Handler<Throwable>? = null

        private fun deliver() {
            while (demand > 0 && next < end) {
                demand--
                handler?.handle(next++)
            }
            if (demand > 0 && next == end) {
                next++
                if (failure == null) endHandler?.handle(null) else exceptionHandler?.handle(failure)
            }
        }

        override fun handler(handler: Handler<Int>?) = apply {
            this.handler = handler
            abandoned = handler == null
        }

        override fun endHandler(endHandler: Handler<Void?>?) = apply {
            this.endHandler = endHandler
        }

        override fun exceptionHandler(handler: Handler<Throwable>?) = apply {
            exceptionHandler = handler
        }

        override fun pause() = apply { demand = 0 }

        override fun resume() = fetch(Long.MAX_VALUE)

        override fun fetch(amount: Long) = apply {
            demand = if (demand + amount < 0) Long.MAX_VALUE else demand + amount
            deliver()
        }
    }

    @Test
    fun allItemsComeInOrder() {
        for (size in listOf(0, 1, 7, 8, 15, 16, 17, 1000)) {
            val items = runBlocking { Numbers(size).asFlow().toList() }

            assertThat(items).isEqualTo((0 until size).toList())
        }
    }

    @Test
    fun noMoreIsFetchedThanTheWindowAheadOfTheCollector() {
        val numbers = Numbers(1000)

        runBlocking {
            numbers.asFlow().onEach { assertThat(numbers.next).isBetween(it, it + 17) }.collect()
        }

        assertThat(numbers.next).isGreaterThan(1000)
    }

    @Test
    fun aCollectorThatEndsEarlyLeavesTheRestUnread() {
        val numbers = Numbers(1000)

        val items = runBlocking { numbers.asFlow().take(3).toList() }

        assertThat(items).containsExactly(0, 1, 2)
        assertThat(numbers.next).isEqualTo(16)
        assertThat(numbers.abandoned).isTrue()
    }

    @Test
    fun aFailureOfTheStreamFailsTheFlowAfterTheItemsBeforeIt() {
        val seen = mutableListOf<Int>()

        val thrown =
            assertThrows<IllegalStateException> {
                runBlocking {
                    Numbers(3, IllegalStateException("broken")).asFlow().collect { seen += it }
                }
            }

        assertThat(thrown).hasMessage("broken")
        assertThat(seen).containsExactly(0, 1, 2)
    }
}
