package com.example.prices

import com.fasterxml.jackson.module.kotlin.kotlinModule
import io.saigon.api.Saigon
import io.saigon.api.error.NotFoundException
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.kotlin.cancellable
import io.saigon.kotlin.getResource
import io.saigon.kotlin.secret
import io.saigon.rest.vertx.AwsSigV4RestClient
import io.saigon.testkit.FreshLocalAws
import io.saigon.testkit.LocalAws
import io.saigon.testkit.LocalAwsExtension
import io.saigon.vault.AwsSecretWriter
import io.vertx.core.Vertx
import io.vertx.core.buffer.Buffer
import io.vertx.core.json.jackson.DatabindCodec
import io.vertx.kotlin.coroutines.coAwait
import java.net.URI
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.ExtendWith

data class Price(val item: String, val cents: Int)

@FreshLocalAws
@ExtendWith(LocalAwsExtension::class)
class PriceVerticleTest {
    private val vertx = Vertx.vertx()

    @AfterEach
    fun close() {
        runBlocking { vertx.close().coAwait() }
    }

    @Test
    fun pricesComeFromTheListsThatASecretNames(aws: LocalAws, saigon: Saigon): Unit = runBlocking {
        keep(aws, saigon, "north.csv", "tea,450\nrice,300\n")
        keep(aws, saigon, "south.csv", "salt,90\n")
        deploy(aws)

        assertThat(price("salt")).isEqualTo(90)
        assertThat(price("tea")).isEqualTo(450)
    }

    @Test
    fun otherListsAreReadWhenTheSecretChanges(aws: LocalAws, saigon: Saigon): Unit = runBlocking {
        keep(aws, saigon, "2026/north.csv", "tea,450\n")
        keep(aws, saigon, "2027/north.csv", "tea,500\n")
        deploy(aws, "2026/")
        assertThat(price("tea")).isEqualTo(450)

        // The vaults of a Vert.x hear of what is written on its event bus.
        AwsSecretWriter.create(Saigon.create(vertx, aws.saigonOptions()))
            .put("prices/lists", Buffer.buffer(lists("2027/")))
            .coAwait()

        withTimeout(30.seconds) { while (price("tea") != 500) delay(10) }
    }

    @Test
    fun allPricesAreExported(aws: LocalAws, saigon: Saigon): Unit = runBlocking {
        keep(aws, saigon, "2026/north.csv", "tea,450\nrice,300\n")
        deploy(aws, "2026/")

        vertx.eventBus().request<String>("export", "all.csv").coAwait()

        val kept = S3ObjectDescriptor.of("prices", "all.csv")
        assertThat(cancellable { saigon.storage().readString(kept, 1024) }.coAwait())
            .isEqualTo("tea,450\nrice,300\n")
        assertThat(cancellable { saigon.storage().head(kept) }.coAwait().contentType())
            .isEqualTo("text/csv")
    }

    @Test
    fun aMissingSecretIsThrown(saigon: Saigon) {
        val thrown =
            assertThrows<NotFoundException> {
                runBlocking { saigon.vault().secret<PriceLists>("prices/none") }
            }

        assertThat(thrown).hasMessageContaining("prices/none")
    }

    @Test
    fun aUserCallsATypedResource(aws: LocalAws, saigon: Saigon) {
        val prices = runBlocking {
            aws.gateway().route("/prices", answering("""[{"item":"tea","cents":450}]"""))
            aws.userPool().createUser("kim@example.com", "Corr3ct-Horse")
            val url = aws.gateway().url().toString()
            val api = AwsSigV4RestClient.create(saigon, url, aws.userPool().clientConfig())
            cancellable { api.login("kim@example.com", "Corr3ct-Horse") }.coAwait()
            api.getResource<List<Price>>("/prices")
        }

        assertThat(prices).containsExactly(Price("tea", 450))
    }

    private suspend fun deploy(aws: LocalAws, prefix: String = "") {
        aws.createSecret("prices/lists", lists(prefix))
        vertx.deployVerticle(PriceVerticle(aws.saigonOptions())).coAwait()
    }

    private fun lists(prefix: String) = """{"bucket":"prices","prefix":"$prefix"}"""

    private suspend fun price(item: String): Int =
        vertx.eventBus().request<Int>("price", item).coAwait().body()

    private suspend fun keep(aws: LocalAws, saigon: Saigon, key: String, text: String) {
        runCatching { aws.createBucket("prices").coAwait() } // there is one from the second list on
        cancellable { saigon.storage().upload("prices", key, Buffer.buffer(text)) }.coAwait()
    }

    private suspend fun answering(json: String): URI {
        val server = vertx.createHttpServer().requestHandler { it.response().end(json) }
        return URI.create(
            "http://127.0.0.1:${server.listen(0, "127.0.0.1").coAwait().actualPort()}"
        )
    }

    private companion object {
        init {
            DatabindCodec.mapper().registerModule(kotlinModule())
        }
    }
}
