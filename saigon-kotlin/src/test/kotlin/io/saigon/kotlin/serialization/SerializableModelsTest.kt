package io.saigon.kotlin.serialization

import io.saigon.api.rest.ResponseMappingException
import io.saigon.api.vault.SecretMappingException
import io.saigon.api.vault.SecretSource
import io.saigon.api.vault.SecretValue
import io.saigon.api.vault.SecretVault
import io.saigon.kotlin.getResource
import io.saigon.kotlin.postResource
import io.saigon.kotlin.secret
import io.saigon.kotlin.secretMapping
import io.saigon.kotlin.secretVaultOptions
import io.saigon.kotlin.secrets
import io.saigon.rest.vertx.RestClient
import io.vertx.core.Future
import io.vertx.core.Vertx
import io.vertx.core.http.HttpServerRequest
import io.vertx.kotlin.coroutines.coAwait
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

@Serializable data class Host(val name: String, val port: Int = 5432)

@Serializable
data class Cluster(
    @SerialName("user-name") val user: String,
    val hosts: List<Host>,
    val note: String? = null,
)

@Serializable sealed interface Payment

@Serializable @SerialName("card") data class Card(val number: String) : Payment

@Serializable
data class Weekday(val number: Int) {
    init {
        check(number in 1..7) { "CANARY $number" }
    }
}

@Serializable
data class Limit(val perSecond: Int) {
    init {
        require(perSecond > 0) { "CANARY $perSecond" }
    }
}

class SerializableModelsTest {
    private val vertx = Vertx.vertx()
    private val secrets = mutableMapOf<String, String>()
    private val source = SecretSource { id ->
        Future.succeededFuture(SecretValue.ofText(id, secrets.getValue(id.key), null))
    }
    private val vault = SecretVault.create(vertx, "test", source)
    private lateinit var api: RestClient

    @BeforeEach
    fun serve() {
        val server = vertx.createHttpServer().requestHandler(::answer)
        val port = runBlocking { server.listen(0, "127.0.0.1").coAwait() }.actualPort()
        api = RestClient.create(vertx, "http://127.0.0.1:$port")
    }

    @AfterEach
    fun close() {
        runBlocking { vertx.close().coAwait() }
    }

    private fun answer(request: HttpServerRequest) {
        when (request.path().orEmpty()) {
            "/echo" -> request.body().onSuccess { request.response().end(it) }
            "/cluster" -> request.response().end(CLUSTER)
            "/hosts" -> request.response().end("""[{"name":"a"},{"name":"b","port":1}]""")
            else -> request.response().end("""{"name":"CANARY","port":"CANARY"}""")
        }
    }

    @Test
    fun aSecretIsReadByItsSerializer(): Unit = runBlocking {
        secrets["k"] = CLUSTER

        assertThat(vault.secret<Cluster>("k"))
            .isEqualTo(Cluster("app", listOf(Host("a"), Host("b", 1))))
    }

    @Test
    fun genericTypesAndSealedOnesAreReadToo(): Unit = runBlocking {
        secrets["list"] = """[{"name":"a"}]"""
        secrets["map"] = """{"rw":{"name":"a"}}"""
        secrets["payment"] = """{"type":"card","number":"42"}"""

        assertThat(vault.secret<List<Host>>("list")).containsExactly(Host("a"))
        assertThat(vault.secret<Map<String, Host>>("map")).isEqualTo(mapOf("rw" to Host("a")))
        assertThat(vault.secret<Payment>("payment")).isEqualTo(Card("42"))
        assertThat(vault.secrets<List<Host>>(listOf("list")).getValue("list"))
            .containsExactly(Host("a"))
    }

    @Test
    fun whatHasNoSerializableClassInItIsForJackson(): Unit = runBlocking {
        secrets["k"] = """{"a":1}"""

        assertThat(vault.secret<Map<String, Int>>("k")).isEqualTo(mapOf("a" to 1))
        assertThat(vault.secret<String>("k")).isEqualTo("""{"a":1}""")
    }

    @Test
    fun severalSecretsFillOneModel(): Unit = runBlocking {
        secrets["port"] = "5433"
        secrets["hosts"] = """[{"name":"a"}]"""
        secrets["user"] = "{app}"

        assertThat(vault.secretMapping<Host>(mapOf("port" to "port"), mapOf("name" to "db")))
            .isEqualTo(Host("db", 5433))
        assertThat(vault.secretMapping<Cluster>(mapOf("hosts" to "hosts", "user" to "user-name")))
            .isEqualTo(Cluster("{app}", listOf(Host("a"))))
    }

    @Test
    fun failuresNameTheFieldAndNeverQuoteTheInput() {
        refused<Cluster>(
            """{"user-name":"CANARY"}""",
            "Field hosts of secret k is missing; Cluster needs it",
        )
        refused<Cluster>(
            """{"user-name":"CANARY","hosts":[{"name":"CANARY","port":"CANARY"}]}""",
            "Field hosts[0].port of secret k does not fit Cluster; correct the JSON or the model",
        )
        refused<Cluster>(
            """{"user-name":"CANARY at path: ${'$'}.hosts","hosts":null}""",
            "Field hosts of secret k does not fit Cluster; correct the JSON or the model",
        )
        refused<Limit>(
            """{"perSecond":-1}""",
            "Secret k was refused by the constructor of Limit",
            "Secret k does not fit Limit", // as newer releases have it
        )
        refused<Weekday>(
            """{"number":8}""",
            "Secret k was refused by the constructor of Weekday",
            "Secret k does not fit Weekday",
        )
        refused<Host>("""{"name":"CANARY"""", "Secret k ends before its JSON is complete")
        refused<Host>("CANARY", "Secret k is not JSON")
        refused<Host>("""{"name":"CANARY","name":"a"}""", "Secret k appears twice", "Field name")
        refused<Map<String, Host>>("""{"CANARY":{"name":1,"port":{}}}""", "Secret k does not fit")
    }

    @Test
    fun anUnknownFieldIsIgnoredUnlessTheVaultIsStrict() {
        secrets["k"] = """{"name":"a","CANARY":1}"""
        val strict =
            SecretVault.create(vertx, "strict", source, secretVaultOptions { strict = true })

        assertThat(runBlocking { vault.secret<Host>("k") }).isEqualTo(Host("a"))
        val thrown =
            assertThrows<SecretMappingException> { runBlocking { strict.secret<Host>("k") } }
        assertThat(thrown).hasMessageStartingWith("Secret k does not fit Host")
        assertThat(thrown.stackTraceToString()).doesNotContain("CANARY")
    }

    private inline fun <reified T : Any> refused(json: String, vararg oneOf: String) {
        secrets["k"] = json
        vault.invalidateAll()
        val thrown = assertThrows<SecretMappingException> { runBlocking { vault.secret<T>("k") } }

        assertThat(oneOf.any { thrown.message!!.startsWith(it) })
            .describedAs(thrown.message)
            .isTrue()
        assertThat(thrown.stackTraceToString()).doesNotContain("CANARY")
    }

    @Test
    fun bodiesAreReadAndWrittenByTheirSerializers(): Unit = runBlocking {
        val cluster = Cluster("app", listOf(Host("a"), Host("b", 1)))

        assertThat(api.getResource<Cluster>("/cluster")).isEqualTo(cluster)
        assertThat(api.getResource<List<Host>>("/hosts")).containsExactly(Host("a"), Host("b", 1))
        assertThat(api.getResources(Host::class.java, "/hosts").coAwait())
            .containsExactly(Host("a"), Host("b", 1))
        assertThat(api.postResource<String>("/echo", cluster)).isEqualTo(CLUSTER)
        assertThat(api.postResource<Cluster>("/echo", cluster)).isEqualTo(cluster)
        assertThat(api.postResource<List<Cluster>>("/echo", listOf(cluster, cluster)))
            .containsExactly(cluster, cluster)
        assertThat(api.postResource<List<Cluster>>("/echo", emptyList<Cluster>())).isEmpty()
    }

    @Test
    fun aBodyThatDoesNotFitNamesTheField() {
        val thrown =
            assertThrows<ResponseMappingException> {
                runBlocking { api.getResource<Host>("/misfit") }
            }

        assertThat(thrown).hasMessageContaining("field port does not fit Host")
        assertThat(thrown.stackTraceToString()).doesNotContain("CANARY")
    }

    private companion object {
        const val CLUSTER = """{"user-name":"app","hosts":[{"name":"a"},{"name":"b","port":1}]}"""
    }
}
