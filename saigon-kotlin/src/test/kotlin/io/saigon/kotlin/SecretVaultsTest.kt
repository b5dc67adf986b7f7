package io.saigon.kotlin

import io.saigon.api.error.NotFoundException
import io.saigon.api.vault.SecretId
import io.saigon.api.vault.SecretMappingException
import io.saigon.api.vault.SecretSource
import io.saigon.api.vault.SecretValue
import io.saigon.api.vault.SecretVault
import io.saigon.kotlin.closed.ClosedToKotlinx
import io.vertx.core.Future
import io.vertx.core.Promise
import io.vertx.core.Vertx
import io.vertx.core.json.jackson.DatabindCodec
import io.vertx.kotlin.coroutines.coAwait
import io.vertx.kotlin.coroutines.dispatcher
import java.util.concurrent.ConcurrentHashMap
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

data class DbCredentials(val host: String, val port: Int, val password: String)

data class Replica(val host: String)

data class Settings(
    val host: String,
    val port: Int = 5432,
    val schemas: List<String> = listOf("public"),
    val replica: Replica = Replica("$host-ro"),
    val note: String? = null,
)

class SecretVaultsTest {
    private val vertx = Vertx.vertx()
    private val secrets =
        ConcurrentHashMap(
            mapOf(
                "orders/db" to """{"host":"db.internal","port":5432,"password":"s3cret-Pa55"}""",
                "orders/replicas" to """[{"host":"a"},{"host":"b"}]""",
                "orders/host" to "db.internal",
                "orders/port" to "5433",
                "orders/password" to "s3cret-Pa55",
            )
        )
    private val source = SecretSource { id ->
        secrets[listOfNotNull(id.key, id.version).joinToString(" ")]?.let {
            Future.succeededFuture(SecretValue.ofText(id, it, null))
        } ?: Future.failedFuture(NotFoundException("There is no secret $id", null, null))
    }
    private val vault = SecretVault.create(vertx, "test", source)

    @AfterEach
    fun close() {
        runBlocking { vertx.close().coAwait() }
    }

    @Test
    fun aSecretBecomesADataClass() = onEventLoop {
        val db = vault.secret<DbCredentials>("orders/db")

        assertThat(db).isEqualTo(DbCredentials("db.internal", 5432, "s3cret-Pa55"))
    }

    @Test
    fun missingAttributesHaveTheDataClassesDefaults() = onEventLoop {
        secrets["orders/settings"] = """{"host":"db","port":6000}"""
        assertThat(vault.secret<Settings>("orders/settings")).isEqualTo(Settings("db", 6000))

        secrets["orders/settings"] = """{"host":"db","schemas":["a"],"replica":{"host":"r"}}"""
        vault.refresh("orders/settings").coAwait()
        assertThat(vault.secret<Settings>("orders/settings"))
            .isEqualTo(Settings("db", schemas = listOf("a"), replica = Replica("r")))

        assertThat(vault.secretMapping<Settings>(mapOf("orders/host" to "host")))
            .isEqualTo(Settings("db.internal"))
    }

    @Test
    fun aDefaultStandsInForWhatIsMissingAndNotForNullOrAWrongType() {
        for ((field, wrong) in
            mapOf("port" to "\"s3cret-Pa55\"", "schemas" to "null", "host" to "null")) {
            secrets["orders/$field"] =
                if (field == "host") """{"note":"s3cret-Pa55","host":null}"""
                else """{"host":"s3cret-Pa55","$field":$wrong}"""

            val thrown =
                assertThrows<SecretMappingException> {
                    onEventLoop { vault.secret<Settings>("orders/$field") }
                }

            assertThat(thrown).hasMessageContaining("Field $field of secret orders/$field")
            assertThat(thrown.toString()).doesNotContain("s3cret-Pa55")
        }
    }

    @Test
    fun theElementTypeOfAGenericModelIsKept() = onEventLoop {
        val replicas = vault.secret<List<Replica>>("orders/replicas")

        assertThat(replicas.map { it.host }).containsExactly("a", "b")
    }

    @Test
    fun aHandleOnAListKeepsItsElementTypeAndFollowsTheSecret() = onEventLoop {
        val handle = vault.ref<List<Replica>>("orders/replicas")
        assertThat(handle.current().map { it.host }).containsExactly("a", "b")

        secrets["orders/replicas"] = """[{"host":"c"}]"""
        vault.refresh("orders/replicas").coAwait()

        assertThat(handle.current().map { it.host }).containsExactly("c")
        handle.close()
    }

    @Test
    fun severalListsKeepTheirElementType() = onEventLoop {
        secrets["orders/more"] = """[{"host":"c"}]"""

        val lists = vault.secrets<List<Replica>>(listOf("orders/replicas", "orders/more"))

        assertThat(lists.mapValues { (_, list) -> list.map { it.host } })
            .isEqualTo(mapOf("orders/replicas" to listOf("a", "b"), "orders/more" to listOf("c")))
    }

    @Test
    fun textStaysText() = onEventLoop {
        assertThat(vault.secret<String>("orders/host")).isEqualTo("db.internal")
    }

    @Test
    fun aHandleHoldsADataClass() = onEventLoop {
        val handle = vault.ref<DbCredentials>("orders/db")

        assertThat(handle.current().host).isEqualTo("db.internal")
        handle.close()
    }

    @Test
    fun aVersionCanBeChosen() = onEventLoop {
        secrets["orders/replicas 7"] = """[{"host":"former"}]"""
        val id = SecretId.of("orders/replicas").withVersion("7")

        assertThat(vault.secret<List<Replica>>(id).map { it.host }).containsExactly("former")
    }

    @Test
    fun severalSecretsComeByTheirKeys() = onEventLoop {
        val values = vault.secrets<String>(listOf("orders/host", "orders/port"))

        assertThat(values).isEqualTo(mapOf("orders/host" to "db.internal", "orders/port" to "5433"))
    }

    @Test
    fun severalSecretsFillOneDataClass() = onEventLoop {
        val db =
            vault.secretMapping<DbCredentials>(
                mapOf("orders/port" to "port", "orders/password" to "password"),
                mapOf("host" to "localhost"),
            )

        assertThat(db).isEqualTo(DbCredentials("localhost", 5433, "s3cret-Pa55"))
    }

    @Test
    fun aMissingSecretIsThrownAsItsFutureFails() {
        val thrown =
            assertThrows<NotFoundException> {
                onEventLoop { vault.secret<DbCredentials>("orders/none") }
            }

        assertThat(thrown).hasMessageContaining("orders/none")
    }

    @Test
    fun aMissingFieldOfADataClassIsNamedWithoutItsSecret() {
        secrets["orders/db"] = """{"host":"db.internal","password":"s3cret-Pa55"}"""

        val thrown =
            assertThrows<SecretMappingException> {
                onEventLoop { vault.secret<DbCredentials>("orders/db") }
            }

        assertThat(thrown).hasMessageContaining("orders/db").hasMessageContaining("port")
        assertThat(thrown.toString()).doesNotContain("s3cret-Pa55")
    }

    @Test
    fun aSuspendedCallerDoesNotBlockItsEventLoop() = onEventLoop {
        val before = vertx.orCreateContext
        val late = Promise.promise<SecretValue>()
        val slow = SecretVault.create(vertx, "slow") { late.future() }
        val id = SecretId.of("orders/host")
        before.runOnContext { late.complete(SecretValue.ofText(id, "db.internal", null)) }

        assertThat(slow.secret<String>(id.key)).isEqualTo("db.internal")

        assertThat(Vertx.currentContext()).isSameAs(before)
    }

    @Test
    fun changesAreAFlow() = onEventLoop {
        vault.secret<DbCredentials>("orders/db")
        val change = async(start = CoroutineStart.UNDISPATCHED) { vault.changes().first() }
        yield() // lets the flow begin

        secrets["orders/db"] = """{"host":"db.internal","port":5432,"password":"n3w-Pa55"}"""
        vault.refresh("orders/db").coAwait()

        assertThat(withTimeout(10.seconds) { change.await() }.key).isEqualTo("orders/db")
    }

    @Test
    fun aSerializableModelInAClosedPackageIsRefusedWithAdvice() {
        val thrown =
            assertThrows<SecretMappingException> {
                onEventLoop { vault.secret<ClosedToKotlinx>("orders/db") }
            }

        assertThat(thrown)
            .hasMessage(
                "Secret orders/db can't be used as ClosedToKotlinx: open its package to" +
                    " kotlinx.serialization.core"
            )
    }

    @Test
    fun valuesAreTheCurrentOneAndThoseThatFollow() = onEventLoop {
        val first = Promise.promise<Unit>()
        val values =
            async(start = CoroutineStart.UNDISPATCHED) {
                vault
                    .values<List<Replica>>("orders/replicas")
                    .onEach { first.tryComplete() }
                    .take(2)
                    .toList()
            }
        first.future().coAwait()

        secrets["orders/replicas"] = """[{"host":"c"}]"""
        vault.refresh("orders/replicas").coAwait()

        assertThat(withTimeout(10.seconds) { values.await() }.map { list -> list.map { it.host } })
            .containsExactly(listOf("a", "b"), listOf("c"))
    }

    @Test
    fun valuesOfASecretThatDoesNotExistFail() {
        val thrown =
            assertThrows<NotFoundException> {
                onEventLoop { vault.values<String>("orders/none").first() }
            }

        assertThat(thrown).hasMessageContaining("orders/none")
    }

    @Test
    fun refreshesThatFailAreAFlow() = onEventLoop {
        vault.secret<String>("orders/host")
        val failure = async(start = CoroutineStart.UNDISPATCHED) { vault.refreshFailures().first() }
        yield() // lets the flow begin

        secrets.remove("orders/host")
        runCatching { vault.refresh("orders/host").coAwait() }

        assertThat(withTimeout(10.seconds) { failure.await() }.id.key).isEqualTo("orders/host")
    }

    private fun onEventLoop(block: suspend CoroutineScope.() -> Unit): Unit =
        runBlocking<Unit> { withContext(vertx.dispatcher()) { block() } }

    private companion object {
        init {
            DatabindCodec.mapper().findAndRegisterModules()
        }
    }
}
