package io.saigon.kotlin

import io.saigon.api.error.NotFoundException
import io.saigon.api.storage.Downloaded
import io.saigon.api.storage.ObjectInfo
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.api.storage.Unzipped
import io.vertx.core.Future
import io.vertx.core.Promise
import java.nio.file.Files
import java.nio.file.Path
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.io.TempDir

class UseTest {
    @TempDir lateinit var directory: Path
    private lateinit var file: Path

    @BeforeEach
    fun write() {
        file = Files.writeString(directory.resolve("42.json"), "42")
    }

    @Test
    fun aDownloadExistsInsideTheBlockAndIsDeletedAfterIt() {
        val content = runBlocking { downloaded().use { Files.readString(it.path()) } }

        assertThat(content).isEqualTo("42")
        assertThat(file).doesNotExist()
    }

    @Test
    fun anArchiveExistsInsideTheBlockAndIsDeletedAfterIt() {
        val archive: Future<Unzipped> = Future.succeededFuture(OneArchive())

        val names = runBlocking { archive.use { unzipped -> unzipped.files().map(Path::toString) } }

        assertThat(names).containsExactly("42.json")
        assertThat(file).doesNotExist()
    }

    @Test
    fun aFailedDownloadIsThrownAsItsFutureFails() {
        val missing = NotFoundException("There is no object 42.json in orders", null, null)
        val failed = Future.failedFuture<Downloaded>(missing)

        val thrown = assertThrows<NotFoundException> { runBlocking { failed.use {} } }

        assertThat(thrown).hasMessage(missing.message)
    }

    @Test
    fun aDownloadIsDeletedWhenTheBlockThrows() {
        val thrown =
            assertThrows<IllegalStateException> {
                runBlocking { downloaded().use { error("no such order") } }
            }

        assertThat(thrown).hasMessage("no such order")
        assertThat(file).doesNotExist()
    }

    @Test
    fun anExceptionOfTheBlockIsNotHiddenByAFailedDeletion() {
        val stuck = downloaded(IllegalStateException("disk is read-only"))

        val thrown =
            assertThrows<IllegalStateException> {
                runBlocking { stuck.use { error("no such order") } }
            }

        assertThat(thrown).hasMessage("no such order")
        assertThat(thrown.suppressed.map { it.message }).containsExactly("disk is read-only")
    }

    @Test
    fun aFailedDeletionIsThrown() {
        val stuck = downloaded(IllegalStateException("disk is read-only"))

        val thrown = assertThrows<IllegalStateException> { runBlocking { stuck.use {} } }

        assertThat(thrown).hasMessage("disk is read-only")
    }

    @Test
    fun aDownloadThatArrivesAfterCancellationIsDeleted() {
        val arrival = Promise.promise<Downloaded>()
        var used = false

        runBlocking {
            val job =
                launch(start = CoroutineStart.UNDISPATCHED) { arrival.future().use { used = true } }
            job.cancel()
            job.join()
        }
        arrival.complete(OneDownload(null))

        assertThat(used).isFalse()
        assertThat(file).doesNotExist()
    }

    @Test
    fun aDownloadIsDeletedWhenTheBlockIsCancelled() {
        assertThrows<CancellationException> {
            runBlocking {
                val never = Promise.promise<Unit>().future()
                val used =
                    async(start = CoroutineStart.UNDISPATCHED) {
                        downloaded().use { never.awaited() }
                    }
                used.cancel()
                used.await()
            }
        }

        assertThat(file).doesNotExist()
    }

    private fun downloaded(deletion: Throwable? = null): Future<Downloaded> =
        Future.succeededFuture(OneDownload(deletion))

    private inner class OneDownload(private val deletion: Throwable?) : Downloaded {
        override fun path() = file

        override fun info() =
            ObjectInfo(
                S3ObjectDescriptor.of("orders", "2026/42.json"),
                Files.size(file),
                null,
                null,
                null,
                emptyMap(),
            )

        override fun delete(): Future<Void> {
            Files.deleteIfExists(file)
            return if (deletion == null) Future.succeededFuture() else Future.failedFuture(deletion)
        }

        override fun close() = Unit
    }

    private inner class OneArchive : Unzipped {
        override fun directory() = directory

        override fun files() = listOf(file.fileName)

        override fun delete(): Future<Void> {
            Files.deleteIfExists(file)
            return Future.succeededFuture()
        }

        override fun close() = Unit
    }
}
