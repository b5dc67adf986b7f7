package com.example.prices

import com.fasterxml.jackson.module.kotlin.kotlinModule
import io.saigon.api.Saigon
import io.saigon.api.config.SaigonOptions
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.kotlin.cancellable
import io.saigon.kotlin.downloadOptions
import io.saigon.kotlin.objects
import io.saigon.kotlin.secret
import io.saigon.kotlin.upload
import io.saigon.kotlin.uploadOptions
import io.saigon.kotlin.use
import io.saigon.kotlin.values
import io.vertx.core.buffer.Buffer
import io.vertx.core.json.jackson.DatabindCodec
import io.vertx.kotlin.coroutines.CoroutineEventBusSupport
import io.vertx.kotlin.coroutines.CoroutineVerticle
import io.vertx.kotlin.coroutines.coAwait
import kotlinx.coroutines.flow.asFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.fold
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.launch

/** Location of the price lists, one object for each store. */
data class PriceLists(val bucket: String, val prefix: String = "")

/**
 * Answers on the address `price` with the price of an item, by the price lists of all stores, and
 * on `export` by keeping all prices in one object. Lists elsewhere are read when the secret that
 * names their place changes. Undeployment ends whatever is under way.
 */
class PriceVerticle(private val options: SaigonOptions) :
    CoroutineVerticle(), CoroutineEventBusSupport {
    private lateinit var saigon: Saigon
    private lateinit var lists: PriceLists
    private var prices = emptyMap<String, Int>()

    override suspend fun start() {
        DatabindCodec.mapper().registerModule(kotlinModule())
        saigon = Saigon.create(vertx, options) // closed with this verticle
        read(saigon.vault().secret<PriceLists>("prices/lists"))
        launch {
            saigon.vault().values<PriceLists>("prices/lists").collectLatest {
                if (it != lists) read(it)
            }
        }
        vertx.eventBus().coConsumer<String>("price") { it.reply(prices[it.body()]) }
        vertx.eventBus().coConsumer<String>("export") { it.reply(export(it.body())) }
    }

    private suspend fun read(from: PriceLists) {
        prices =
            saigon.storage().objects(from.bucket, from.prefix).fold(emptyMap()) { known, list ->
                known + read(list.descriptor())
            }
        lists = from
    }

    private suspend fun read(list: S3ObjectDescriptor): Map<String, Int> {
        val options = downloadOptions { maxBytes = 1 shl 20 }
        return cancellable { saigon.storage().download(list, options) {} }
            .coAwait()
            .use { file ->
                val text = vertx.fileSystem().readFile(file.path().toString()).coAwait().toString()
                text
                    .lines()
                    .filter { it.isNotBlank() }
                    .associate { line ->
                        val (item, cents) = line.split(',')
                        item to cents.toInt()
                    }
            }
    }

    private suspend fun export(key: String): String {
        val target = S3ObjectDescriptor.of(lists.bucket, key)
        val lines = prices.entries.asFlow().map { Buffer.buffer("${it.key},${it.value}\n") }
        saigon.storage().upload(target, lines, uploadOptions { contentType = "text/csv" })
        return target.key()
    }
}
