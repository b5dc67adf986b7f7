package io.saigon.kotlin

import io.saigon.api.Saigon
import io.saigon.api.cognito.CognitoSession
import io.saigon.api.error.ClosedException
import io.saigon.api.storage.Downloaded
import io.saigon.api.storage.ObjectInfo
import io.saigon.api.storage.ObjectStream
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.api.storage.Unzipped
import io.saigon.api.vault.SecretRef
import io.saigon.api.vault.SecretVault
import io.vertx.core.Future
import io.vertx.core.Promise
import io.vertx.core.Vertx
import java.lang.reflect.Proxy
import java.nio.file.Files
import java.nio.file.Path
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
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
        val names = runBlocking {
            OneArchive().use { unzipped -> unzipped.files().map(Path::toString) }
        }

        assertThat(names).containsExactly("42.json")
        assertThat(file).doesNotExist()
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

    @Test
    fun aStreamIsCancelledAfterTheBlock() {
        val stream = Closing()

        runBlocking { stream.objectStream().use { assertThat(stream.closed).isFalse() } }

        assertThat(stream.closed).isTrue()
    }

    @Test
    fun aSessionIsLoggedOutAfterTheBlock() {
        val session = Closing()

        assertThrows<IllegalStateException> {
            runBlocking { session.proxy<CognitoSession>().use { error("no such order") } }
        }

        assertThat(session.closed).isTrue()
    }

    @Test
    fun aHandleIsClosedAfterTheBlock() {
        val handle = Closing()

        runBlocking { handle.proxy<SecretRef<String>>().use {} }

        assertThat(handle.closed).isTrue()
    }

    @Test
    fun aVaultIsClosedAfterTheBlock() {
        val vertx = Vertx.vertx()
        val vault = SecretVault.create(vertx, "test") { error("not read") }

        val name = runBlocking { vault.use { it.name() } }

        assertThat(name).isEqualTo("test")
        assertThrows<ClosedException> { runBlocking { vault.secret<String>("orders/db") } }
        runBlocking { vertx.close().awaited() }
    }

    @Test
    fun aSaigonIsClosedAfterTheBlock() {
        val vertx = Vertx.vertx()
        val saigon = Saigon.create(vertx)

        runBlocking { saigon.use { assertThat(it.context().vertx()).isSameAs(vertx) } }

        assertThrows<ClosedException> { runBlocking { saigon.warmUp().awaited() } }
        runBlocking { vertx.close().awaited() }
    }

    /** Notes that it is closed, in whatever way its interface is. */
    private class Closing {
        var closed = false

        inline fun <reified T> proxy(): T =
            Proxy.newProxyInstance(T::class.java.classLoader, arrayOf(T::class.java)) { _, method, _
                ->
                closed = method.name in setOf("close", "cancel", "logout")
                if (method.returnType == Future::class.java) Future.succeededFuture<Void>()
                else null
            } as T

        fun objectStream(): ObjectStream = proxy()
    }

    private fun downloaded(deletion: Throwable? = null): Downloaded = OneDownload(deletion)

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
