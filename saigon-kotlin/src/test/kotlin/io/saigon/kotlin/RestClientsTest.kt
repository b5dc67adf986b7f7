package io.saigon.kotlin

import io.saigon.api.rest.HttpStatusException
import io.saigon.api.rest.ResponseMappingException
import io.saigon.rest.vertx.RestClient
import io.saigon.rest.vertx.WaitPolicy
import io.vertx.core.Vertx
import io.vertx.core.http.HttpMethod
import io.vertx.core.http.HttpServerRequest
import io.vertx.core.json.jackson.DatabindCodec
import io.vertx.kotlin.coroutines.coAwait
import java.time.Duration
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

data class Order(val id: Int, val item: String)

class RestClientsTest {
    private val vertx = Vertx.vertx()
    private val requests = AtomicInteger()
    private lateinit var api: RestClient

    @BeforeEach
    fun serve() {
        val server = vertx.createHttpServer().requestHandler(::answer)
        val port = runBlocking { server.listen(0, "127.0.0.1").coAwait() }.actualPort()
        api = RestClient.create(vertx, "http://127.0.0.1:$port/v1")
    }

    @AfterEach
    fun close() {
        runBlocking { vertx.close().coAwait() }
    }

    @Test
    fun aResourceBecomesADataClass() {
        val order = runBlocking { api.getResource<Order>("/orders/42") }

        assertThat(order).isEqualTo(Order(42, "tea"))
    }

    @Test
    fun theElementTypeOfAGenericResourceIsKept() {
        val orders = runBlocking { api.getResource<List<Order>>("/orders") }

        assertThat(orders.map { it.item }).containsExactly("tea", "rice")
    }

    @Test
    fun aValueIsSentWithEachVerbThatHasABody() {
        val order = Order(43, "rice")

        val answers = runBlocking {
            listOf(
                api.postResource<Order>("/echo", order),
                api.putResource<Order>("/echo", order),
                api.patchResource<Order>("/echo", order),
            )
        }

        assertThat(answers).containsOnly(order)
    }

    @Test
    fun anAnswerCanBeDisregarded() {
        runBlocking { api.postResource<Unit>("/text", Order(43, "rice")) }

        assertThrows<ResponseMappingException> {
            runBlocking { api.postResource<Order>("/text", Order(43, "rice")) }
        }
    }

    @Test
    fun aCallThatIsPutTogetherIsTypedToo() {
        val orders = runBlocking {
            api.call(HttpMethod.GET, "/orders").query("page", 2).send<List<Order>>()
        }

        assertThat(orders.map { it.item }).containsExactly("salt")
    }

    @Test
    fun aRefusalIsThrownAsItsFutureFails() {
        val thrown =
            assertThrows<HttpStatusException> {
                runBlocking { api.getResource<Order>("/orders/none") }
            }

        assertThat(thrown).hasMessageContaining("404")
    }

    @Test
    fun anAnswerIsWaitedFor() {
        val order = runBlocking {
            api.call(HttpMethod.GET, "/growing").sendUntil<Order>(
                WaitPolicy.upTo(Duration.ofMinutes(1)).withInterval(Duration.ofMillis(2))
            ) {
                it.id == 3
            }
        }

        assertThat(order).isEqualTo(Order(3, "tea"))
    }

    @Test
    fun pagesAreAFlowThatRequestsNoneAheadOfItsCollector() {
        val pages = api.call(HttpMethod.GET, "/pages").pages<Order>().asFlow()

        val seen = runBlocking {
            pages.onEach { assertThat(requests.get()).isEqualTo(it.id) }.toList()
        }

        assertThat(seen.map { it.id }).containsExactly(1, 2, 3)
        requests.set(0)
        assertThat(runBlocking { pages.take(2).toList() }.map { it.id }).containsExactly(1, 2)
        assertThat(requests.get()).isEqualTo(2)
    }

    @Test
    fun aPageThatFailsFailsTheFlow() {
        val pages = api.call(HttpMethod.GET, "/orders/none").pages<Order>().asFlow()

        assertThrows<HttpStatusException> { runBlocking { pages.collect() } }
    }

    private fun answer(request: HttpServerRequest) {
        when (request.path().orEmpty()) {
            "/v1/orders/42" -> request.response().end("""{"id":42,"item":"tea"}""")
            "/v1/orders" ->
                request
                    .response()
                    .end(
                        if (request.getParam("page") == "2") """[{"id":44,"item":"salt"}]"""
                        else """[{"id":42,"item":"tea"},{"id":43,"item":"rice"}]"""
                    )
            "/v1/growing" ->
                request.response().end("""{"id":${requests.incrementAndGet()},"item":"tea"}""")
            "/v1/pages" -> {
                val page = requests.incrementAndGet()
                if (page < 3)
                    request.response().putHeader("Link", "</v1/pages?page=$page>; rel=next")
                request.response().end("""{"id":$page,"item":"tea"}""")
            }
            "/v1/text" -> request.response().end("not JSON")
            "/v1/echo" -> request.body().onSuccess { request.response().end(it) }
            else -> request.response().setStatusCode(404).end()
        }
    }

    private companion object {
        init {
            DatabindCodec.mapper().findAndRegisterModules()
        }
    }
}
