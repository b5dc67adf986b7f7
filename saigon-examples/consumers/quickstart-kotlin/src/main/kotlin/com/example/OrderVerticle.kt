package com.example

import com.fasterxml.jackson.module.kotlin.kotlinModule
import io.saigon.api.Saigon
import io.saigon.api.cognito.CognitoClientConfig
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.kotlin.getResource
import io.saigon.kotlin.secret
import io.saigon.rest.vertx.AwsSigV4RestClient
import io.vertx.core.Vertx
import io.vertx.core.json.Json
import io.vertx.core.json.jackson.DatabindCodec
import io.vertx.kotlin.coroutines.CoroutineVerticle
import io.vertx.kotlin.coroutines.coAwait
import kotlin.system.exitProcess

data class Shop(val username: String, val password: String, val bucket: String)

data class Order(val id: String, val item: String, val cents: Int)

/** Keeps an order of a shop's API in a bucket. */
class OrderVerticle(
    private val saigon: Saigon,
    private val apiUrl: String,
    private val cognito: CognitoClientConfig,
) : CoroutineVerticle() {
    override suspend fun start() {
        DatabindCodec.mapper().registerModule(kotlinModule())
        val shop = saigon.vault().secret<Shop>("shop")
        val api = AwsSigV4RestClient.create(saigon, apiUrl, cognito)
        api.login(shop.username, shop.password).coAwait()
        val order = api.getResource<Order>("/orders/42") // signed as this user
        val target = S3ObjectDescriptor.of(shop.bucket, "order-42.json")
        saigon.storage().upload(target, Json.encodeToBuffer(order)).coAwait()
        println("Kept " + saigon.storage().readString(target, 1024).coAwait())
    }
}

suspend fun main() {
    val vertx = Vertx.vertx()
    val cognito =
        CognitoClientConfig.of(
            System.getenv("COGNITO_USER_POOL_ID"),
            System.getenv("COGNITO_CLIENT_ID"),
            System.getenv("COGNITO_IDENTITY_POOL_ID"),
        )
    val apiUrl = System.getenv("API_GATEWAY_URL")
    try {
        vertx.deployVerticle(OrderVerticle(Saigon.create(vertx), apiUrl, cognito)).coAwait()
    } catch (failure: Exception) {
        System.err.println(failure)
        exitProcess(1)
    }
}
