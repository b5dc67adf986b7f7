package com.example.prices

import io.saigon.api.Saigon
import io.saigon.kotlin.asFlow
import io.saigon.testkit.LocalAws
import io.saigon.testkit.LocalAwsExtension
import io.saigon.vault.AwsSecretWriter
import io.saigon.vault.config.VaultConfig
import io.vertx.config.ConfigRetrieverOptions
import io.vertx.config.ConfigStoreOptions
import io.vertx.core.buffer.Buffer
import io.vertx.core.json.JsonObject
import io.vertx.kotlin.coroutines.coAwait
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.async
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

@ExtendWith(LocalAwsExtension::class)
class ConfigurationTest {
    private val key = "prices/configuration"

    @Test
    fun aConfigurationFromAVaultIsAFlow(aws: LocalAws, saigon: Saigon): Unit = runBlocking {
        aws.createSecret(key, """{"currency":"EUR"}""")
        val store =
            ConfigStoreOptions().setType("saigon-secrets").setConfig(JsonObject().put("key", key))
        val retriever = VaultConfig.retriever(saigon, ConfigRetrieverOptions().addStore(store))
        assertThat(retriever.config.coAwait().getString("currency")).isEqualTo("EUR")

        val changed = async {
            retriever.configStream().asFlow().first { it.getString("currency") == "USD" }
        }
        AwsSecretWriter.create(saigon).put(key, Buffer.buffer("""{"currency":"USD"}""")).coAwait()

        withTimeout(30.seconds) { changed.await() }
        retriever.close().coAwait()
    }
}
