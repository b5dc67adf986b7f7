package com.example.rates

import io.saigon.api.error.SaigonException
import io.saigon.api.rest.ResponseMappingException
import io.saigon.api.vault.SecretMappingException
import io.saigon.api.vault.SecretValue
import io.saigon.api.vault.SecretVault
import io.saigon.kotlin.getResource
import io.saigon.kotlin.secret
import io.saigon.rest.vertx.RestClient
import io.vertx.core.Future
import io.vertx.core.Vertx
import io.vertx.kotlin.coroutines.coAwait
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.BeforeEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** Not serializable, so for Jackson. */
data class Plain(val path: String, val base: String)

class RatesTest {
    private val vertx = Vertx.vertx()
    private val vault =
        SecretVault.create(vertx, "test") { id ->
            Future.succeededFuture(SecretValue.ofText(id, """{"path":"/rates"}""", null))
        }
    private lateinit var api: RestClient

    @BeforeEach
    fun serve() {
        val server =
            vertx.createHttpServer().requestHandler {
                it.response().end("""{"base":"${it.getParam("base")}","rates":{"SEK":11.5}}""")
            }
        val port = runBlocking { server.listen(0, "127.0.0.1").coAwait() }.actualPort()
        api = RestClient.create(vertx, "http://127.0.0.1:$port")
    }

    @AfterEach fun close(): Unit = runBlocking { vertx.close().coAwait() }

    @Test
    fun secretsAndBodiesAreReadByTheirSerializers(): Unit = runBlocking {
        assertThat(rates(vault, api)).isEqualTo(Rates("EUR", mapOf("SEK" to 11.5)))
    }

    @Test
    fun aDataClassWithoutASerializerNamesTheArtifactThatItNeeds() {
        assertNamed(
            assertThrows<SecretMappingException> { runBlocking { vault.secret<Plain>("k") } }
        )
        assertNamed(
            assertThrows<ResponseMappingException> {
                runBlocking { api.getResource<Plain>("/rates") }
            }
        )
    }

    private fun assertNamed(failure: SaigonException) {
        assertThat(failure)
            .hasMessageContaining("Plain")
            .hasMessageContaining("com.fasterxml.jackson.module:jackson-module-kotlin")
    }
}
