package com.example.prices

import com.fasterxml.jackson.module.kotlin.kotlinModule
import io.saigon.api.Saigon
import io.saigon.api.error.NotFoundException
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.aws.VertxAws
import io.saigon.kotlin.getResource
import io.saigon.kotlin.secret
import io.saigon.rest.vertx.AwsSigV4RestClient
import io.saigon.testkit.LocalAws
import io.saigon.testkit.LocalAwsExtension
import io.vertx.core.Vertx
import io.vertx.core.buffer.Buffer
import io.vertx.core.json.jackson.DatabindCodec
import io.vertx.kotlin.coroutines.coAwait
import java.net.URI
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.ExtendWith
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient

@ExtendWith(LocalAwsExtension::class)
class PriceVerticleTest {
    private val vertx = Vertx.vertx()

    @AfterEach
    fun close() {
        runBlocking { vertx.close().coAwait() }
    }

    @Test
    fun pricesComeFromListsThatASecretNames(aws: LocalAws, saigon: Saigon) {
        val price = runBlocking {
            saigon.createSecret(
                "prices/lists",
                """{"bucket":"prices","stores":["north","south"]}""",
            )
            aws.createBucket("prices").coAwait()
            saigon.upload("north.csv", "tea,450\nrice,300\n")
            saigon.upload("south.csv", "salt,90\n")
            vertx.deployVerticle(PriceVerticle(saigon)).coAwait()
            vertx.eventBus().request<Int>("price", "salt").coAwait().body()
        }

        assertThat(price).isEqualTo(90)
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
            api.login("kim@example.com", "Corr3ct-Horse").coAwait()
            api.getResource<List<Price>>("/prices")
        }

        assertThat(prices).containsExactly(Price("tea", 450))
    }

    private suspend fun Saigon.createSecret(name: String, value: String) {
        VertxAws.of(context())
            .service("secretsmanager", SecretsManagerAsyncClient::builder)
            .call { client -> client.createSecret { it.name(name).secretString(value) } }
            .coAwait()
    }

    private suspend fun Saigon.upload(key: String, text: String) {
        storage().upload(S3ObjectDescriptor.of("prices", key), Buffer.buffer(text)).coAwait()
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
