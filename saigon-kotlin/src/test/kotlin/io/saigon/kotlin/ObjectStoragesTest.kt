package io.saigon.kotlin

import io.saigon.api.storage.Downloaded
import io.saigon.api.storage.ObjectStorage
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.api.storage.Unzipped
import io.vertx.core.Future
import io.vertx.core.Promise
import io.vertx.core.buffer.Buffer
import java.nio.file.Files
import java.nio.file.Path
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

class ObjectStoragesTest {
    @TempDir lateinit var directory: Path

    private val order = S3ObjectDescriptor.of("orders", "2026/42.json")

    @Test
    fun aDownloadIsThereInsideTheBlockAndGoneAfterIt() =
        runBlocking<Unit> {
            val storage = OneFileStorage(file("42"))

            val content = storage.download(order) { Files.readString(it.path()) }

            assertThat(content).isEqualTo("42")
            assertThat(storage.file).doesNotExist()
        }

    @Test
    fun anArchiveIsThereInsideTheBlockAndGoneAfterIt() =
        runBlocking<Unit> {
            val storage = OneFileStorage(file("42"))

            val names = storage.unzip(order) { archive -> archive.files().map { it.toString() } }

            assertThat(names).containsExactly("42.json")
            assertThat(storage.file).doesNotExist()
        }

    @Test
    fun aDownloadIsGoneWhenTheBlockThrows() {
        val storage = OneFileStorage(file("42"))

        val thrown =
            assertThrows<IllegalStateException> {
                runBlocking { storage.download(order) { error("no such order") } }
            }

        assertThat(thrown).hasMessage("no such order")
        assertThat(storage.file).doesNotExist()
    }

    @Test
    fun whatTheBlockThrowsIsNotHiddenByAFailedDeletion() {
        val storage =
            OneFileStorage(file("42"), deletion = IllegalStateException("disk is read-only"))

        val thrown =
            assertThrows<IllegalStateException> {
                runBlocking { storage.download(order) { error("no such order") } }
            }

        assertThat(thrown).hasMessage("no such order")
        assertThat(thrown.suppressed.map { it.message }).containsExactly("disk is read-only")
    }

    @Test
    fun aDownloadThatArrivesAfterCancellationIsGone() =
        runBlocking<Unit> {
            val arrival = Promise.promise<Unit>()
            val storage = OneFileStorage(file("42"), arrival.future())
            var used = false

            val job =
                launch(start = CoroutineStart.UNDISPATCHED) {
                    storage.download(order) { used = true }
                }
            job.cancel()
            job.join()
            arrival.complete()

            assertThat(used).isFalse()
            assertThat(storage.file).doesNotExist()
        }

    @Test
    fun aDownloadIsGoneWhenTheBlockIsCancelled() {
        val storage = OneFileStorage(file("42"))

        assertThrows<CancellationException> {
            runBlocking {
                val used =
                    async(start = CoroutineStart.UNDISPATCHED) {
                        storage.download(order) { Promise.promise<Unit>().future().awaited() }
                    }
                used.cancel()
                used.await()
            }
        }

        assertThat(storage.file).doesNotExist()
    }

    private fun file(content: String): Path =
        Files.writeString(directory.resolve("42.json"), content)

    /** One file as any object, at a time and with an end that a test chooses. */
    private class OneFileStorage(
        val file: Path,
        private val arrival: Future<Unit> = Future.succeededFuture(),
        private val deletion: Throwable? = null,
    ) : ObjectStorage {
        override fun download(source: S3ObjectDescriptor): Future<Downloaded> =
            arrival.map { OneDownload(source) }

        override fun unzip(source: S3ObjectDescriptor): Future<Unzipped> =
            arrival.map { OneArchive() }

        private fun deleted(): Future<Void> {
            Files.deleteIfExists(file)
            return if (deletion == null) Future.succeededFuture() else Future.failedFuture(deletion)
        }

        override fun upload(target: S3ObjectDescriptor, content: Buffer) = unused()

        override fun upload(target: S3ObjectDescriptor, file: Path) = unused()

        override fun delete(target: S3ObjectDescriptor) = unused()

        override fun <T : Any> unwrap(type: Class<T>): T = throw IllegalArgumentException()

        private fun unused(): Future<Void> = Future.failedFuture("not used")

        private inner class OneDownload(private val source: S3ObjectDescriptor) : Downloaded {
            override fun path() = file

            override fun size() = Files.size(file)

            override fun source() = source

            override fun delete() = deleted()

            override fun close() = Unit
        }

        private inner class OneArchive : Unzipped {
            override fun directory(): Path = file.parent

            override fun files(): List<Path> = listOf(file.fileName)

            override fun delete() = deleted()

            override fun close() = Unit
        }
    }
}
