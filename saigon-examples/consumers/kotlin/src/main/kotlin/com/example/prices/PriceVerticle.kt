package com.example.prices

import com.fasterxml.jackson.module.kotlin.kotlinModule
import io.saigon.api.Saigon
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.kotlin.secret
import io.saigon.kotlin.use
import io.vertx.core.json.jackson.DatabindCodec
import io.vertx.kotlin.coroutines.CoroutineEventBusSupport
import io.vertx.kotlin.coroutines.CoroutineVerticle
import io.vertx.kotlin.coroutines.coAwait

/** Location of the price lists; [stores] are read in this order. */
data class PriceLists(val bucket: String, val stores: List<String>)

data class Price(val item: String, val cents: Int)

/** Answers on the address `price` with the price of an item, by the price lists of all stores. */
class PriceVerticle(private val saigon: Saigon) : CoroutineVerticle(), CoroutineEventBusSupport {
    private var prices = emptyMap<String, Int>()

    override suspend fun start() {
        DatabindCodec.mapper().registerModule(kotlinModule())
        val lists = saigon.vault().secret<PriceLists>("prices/lists")
        prices = lists.stores.flatMap { read(lists.bucket, it) }.associate { it.item to it.cents }
        vertx.eventBus().coConsumer<String>("price") { it.reply(prices[it.body()]) }
    }

    private suspend fun read(bucket: String, store: String): List<Price> =
        saigon.storage().download(S3ObjectDescriptor.of(bucket, "$store.csv")).use { file ->
            val text = vertx.fileSystem().readFile(file.path().toString()).coAwait().toString()
            text
                .lines()
                .filter { it.isNotBlank() }
                .map { line ->
                    val (item, cents) = line.split(',')
                    Price(item, cents.toInt())
                }
        }
}
