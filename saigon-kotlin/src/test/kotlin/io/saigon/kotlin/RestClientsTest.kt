package io.saigon.kotlin

import io.saigon.api.rest.HttpStatusException
import io.saigon.api.rest.ResponseMappingException
import io.saigon.rest.vertx.RestClient
import io.vertx.core.Vertx
import io.vertx.core.http.HttpMethod
import io.vertx.core.http.HttpServerRequest
import io.vertx.core.json.jackson.DatabindCodec
import io.vertx.kotlin.coroutines.coAwait
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

data class Order(val id: Int, val item: String)

class RestClientsTest {
    private val vertx = Vertx.vertx()
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

    private fun answer(request: HttpServerRequest) {
        when (request.path()) {
            "/v1/orders/42" -> request.response().end("""{"id":42,"item":"tea"}""")
            "/v1/orders" ->
                request
                    .response()
                    .end(
                        if (request.getParam("page") == "2") """[{"id":44,"item":"salt"}]"""
                        else """[{"id":42,"item":"tea"},{"id":43,"item":"rice"}]"""
                    )
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
