package com.example

import io.saigon.api.Saigon
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.testkit.LocalAws
import io.saigon.testkit.LocalAwsExtension
import io.vertx.core.Vertx
import io.vertx.core.json.JsonObject
import io.vertx.kotlin.coroutines.coAwait
import java.io.File
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

@ExtendWith(LocalAwsExtension::class)
class OrderVerticleTest {
    private val vertx = Vertx.vertx()

    @AfterEach fun close(): Unit = runBlocking { vertx.close().coAwait() }

    @Test
    fun anOrderIsKept(aws: LocalAws, saigon: Saigon) = runBlocking {
        aws.load(JsonObject(File("src/test/resources/local-aws.json").readText())).coAwait()
        val apiUrl = aws.gateway().url().toString()

        vertx.deployVerticle(OrderVerticle(saigon, apiUrl, aws.userPool().clientConfig())).coAwait()

        val kept = S3ObjectDescriptor.of("orders", "order-42.json")
        assertEquals(
            """{"id":"42","item":"tea","cents":450}""",
            saigon.storage().readString(kept, 1024).coAwait(),
        )
    }
}
