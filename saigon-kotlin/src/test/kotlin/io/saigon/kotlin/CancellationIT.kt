package io.saigon.kotlin

import io.saigon.api.Saigon
import io.saigon.api.storage.Downloaded
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.rest.vertx.RestClient
import io.vertx.core.Future
import io.vertx.core.Promise
import io.vertx.core.Vertx
import io.vertx.core.buffer.Buffer
import io.vertx.kotlin.coroutines.coAwait
import io.vertx.kotlin.coroutines.dispatcher
import java.io.RandomAccessFile
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.onCompletion
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

/** A cancelled coroutine ends its call, as the server sees it, before it ends itself. */
class CancellationIT {
    @TempDir lateinit var directory: Path
    private val vertx = Vertx.vertx()
    private val s3 = runBlocking { S3Server(vertx).start() }
    private val saigon = Saigon.create(vertx, s3.options)
    private val storage = saigon.storage()
    private val target = S3ObjectDescriptor.of("orders", "42.bin")

    @AfterEach
    fun close() {
        runBlocking {
            saigon.close().coAwait()
            vertx.close().coAwait()
        }
    }

    @Test
    fun aRequestOfARestClientIsReset() = onEventLoop {
        val arrived = Promise.promise<Unit>()
        val reset = Promise.promise<Unit>()
        val server =
            vertx
                .createHttpServer()
                .requestHandler { request ->
                    request.response().exceptionHandler { reset.tryComplete() }
                    arrived.complete()
                }
                .listen(0, "127.0.0.1")
                .coAwait()
        val api = RestClient.create(vertx, "http://127.0.0.1:${server.actualPort()}")

        val call = launch { api.getResource<String>("/orders/42") }
        arrived.future().coAwait()
        call.cancelAndJoin()

        withTimeout(10.seconds) { reset.future().coAwait() }
    }

    @Test
    fun anUploadOfAStreamLeavesNoPartsWhenTheCoroutineEnds() = onEventLoop {
        val upload = launch {
            storage.upload(
                target,
                flow { repeat(100) { emit(Buffer.buffer(ByteArray(1 shl 20))) } },
            )
        }
        until { "part" in s3.requests }

        upload.cancelAndJoin()

        assertThat(s3.requests).contains("begin", "abort")
        until { s3.resets.get() > 0 }
    }

    @Test
    fun anUploadOfAFileLeavesNoPartsWhenTheCoroutineEnds() = onEventLoop {
        val file = directory.resolve("large")
        RandomAccessFile(file.toFile(), "rw").use { it.setLength(65L shl 20) }
        val upload = launch { cancellable { storage.upload(target, file) }.coAwait() }
        until { "part" in s3.requests }

        upload.cancelAndJoin()

        assertThat(s3.requests).contains("begin", "abort")
    }

    @Test
    fun aFlowThatFailsFailsItsUploadWhichLeavesNoParts() {
        val thrown =
            assertThrows<IllegalStateException> {
                onEventLoop {
                    storage.upload(
                        target,
                        flow {
                            repeat(10) { emit(Buffer.buffer(ByteArray(1 shl 20))) }
                            until { "part" in s3.requests }
                            error("no such order")
                        },
                    )
                }
            }

        assertThat(thrown).hasMessage("no such order")
        assertThat(s3.requests).contains("begin", "abort").doesNotContain("put")
    }

    @Test
    fun aFlowIsCollectedNoFasterThanItsUpload() = onEventLoop {
        val collected = AtomicInteger()
        val upload = launch {
            storage.upload(
                target,
                flow {
                    while (true) {
                        emit(Buffer.buffer(ByteArray(1 shl 20)))
                        collected.incrementAndGet()
                        yield()
                    }
                },
            )
        }
        until { s3.requests.count { it == "part" } == 3 }
        repeat(1000) { yield() }

        assertThat(collected.get()).isBetween(15, 20)
        upload.cancelAndJoin()
    }

    @Test
    fun aDownloadLeavesNoFileWhenTheCoroutineEnds() = onEventLoop {
        val download = launch {
            cancellable {
                    storage.download(
                        target,
                        downloadOptions { directory = this@CancellationIT.directory },
                    ) {}
                }
                .coAwait()
        }
        until { "get" in s3.requests && Files.list(directory).use { it.count() } > 0L }

        download.cancelAndJoin()

        assertThat(Files.list(directory).use { it.toList() }).isEmpty()
        until { s3.resets.get() > 0 }
    }

    @Test
    fun aTimeoutEndsTheCallToo() {
        assertThrows<TimeoutCancellationException> {
            onEventLoop {
                withTimeout(1.seconds) {
                    cancellable { storage.downloadTo(target, directory.resolve("42.bin")) }
                        .coAwait()
                }
            }
        }

        assertThat(Files.list(directory).use { it.toList() }).isEmpty()
        assertThat(s3.requests).containsExactly("get")
    }

    @Test
    fun aCoroutineOfAnyDispatcherCancelsItsCall(): Unit = runBlocking {
        val file = directory.resolve("42.bin")
        val download =
            launch(Dispatchers.Default) {
                cancellable { storage.downloadTo(target, file) }.coAwait()
            }
        until { "get" in s3.requests }

        download.cancelAndJoin()

        assertThat(Files.list(directory).use { it.toList() }).isEmpty()
        until { s3.resets.get() > 0 }
    }

    @Test
    fun aCancelledCoroutineBeginsNoCall() = onEventLoop {
        val call = launch { cancellable { storage.head(target) }.coAwait() }
        call.cancelAndJoin()

        assertThat(s3.requests).isEmpty()
    }

    @Test
    fun aResultThatComesTooLateIsReleased() = onEventLoop {
        val arrival = Promise.promise<Downloaded>()
        var deleted = false
        val late =
            object : Downloaded {
                override fun path() = directory

                override fun info() = error("not read")

                override fun delete(): Future<Void> {
                    deleted = true
                    return Future.succeededFuture()
                }

                override fun close() = Unit
            }
        val call = launch { cancellable { arrival.future() }.coAwait() }
        yield()
        call.cancelAndJoin()

        arrival.complete(late)

        assertThat(deleted).isTrue()
    }

    @Test
    fun aFlowThatTakesThreeOfTenThousandObjectsFetchesOnePage() = onEventLoop {
        val keys = storage.objects("orders").take(3).toList().map { it.descriptor().key() }

        assertThat(keys).containsExactly("0", "1", "2")
        assertThat(s3.requests).containsExactly("list")
    }

    @Test
    fun aFlowOfAllObjectsIsReadPageByPageAndAgainByTheNextCollector() = onEventLoop {
        val objects = storage.objects("orders", "2026/")
        var seen = 0

        objects.collect { entry ->
            assertThat(entry.descriptor().key()).isEqualTo("${seen++}")
            // A page is requested when the one before is used up, but for the window.
            assertThat(s3.requests.size).isLessThanOrEqualTo((seen + 16 + 999) / 1000)
        }
        assertThat(seen).isEqualTo(10_000)

        objects.take(1).collect()
        assertThat(s3.requests).hasSize(11)
    }

    @Test
    fun aFlowOfContentThatIsNotReadToItsEndFreesItsConnection() = onEventLoop {
        var first: Buffer? = null

        storage.content(target).take(1).onCompletion {}.collect { first = it }

        assertThat(first!!.length()).isPositive()
        until { s3.resets.get() > 0 }
    }

    private fun onEventLoop(block: suspend CoroutineScope.() -> Unit): Unit =
        runBlocking<Unit> { withContext(vertx.dispatcher()) { block() } }

    private suspend fun until(condition: () -> Boolean) {
        withTimeout(20.seconds) {
            while (!condition()) {
                vertx.timer(5).coAwait()
            }
        }
    }
}
