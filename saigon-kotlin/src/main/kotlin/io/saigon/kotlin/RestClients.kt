@file:OptIn(ExperimentalStdlibApi::class)

package io.saigon.kotlin

import io.saigon.rest.vertx.RestCall
import io.saigon.rest.vertx.RestClient
import io.vertx.core.http.HttpMethod
import java.lang.reflect.Type
import kotlin.reflect.javaType
import kotlin.reflect.typeOf

/** Reads a resource; [T] may be generic, such as `List<Order>`. Throws as [RestClient] says. */
public suspend inline fun <reified T : Any> RestClient.getResource(path: String): T =
    call(HttpMethod.GET, path).send<T>()

/** Posts a value as JSON; [T] is what the service answers. Throws as [RestClient] says. */
public suspend inline fun <reified T : Any> RestClient.postResource(path: String, value: Any): T =
    call(HttpMethod.POST, path).json(value).send<T>()

/** Puts a value as JSON; [T] is what the service answers. Throws as [RestClient] says. */
public suspend inline fun <reified T : Any> RestClient.putResource(path: String, value: Any): T =
    call(HttpMethod.PUT, path).json(value).send<T>()

/**
 * Changes a resource by a value as JSON; [T] is what the service answers. Throws as [RestClient]
 * says.
 */
public suspend inline fun <reified T : Any> RestClient.patchResource(path: String, value: Any): T =
    call(HttpMethod.PATCH, path).json(value).send<T>()

/**
 * Sends the call and reads the answer's body as [T]; [Unit] disregards it. Throws as [RestCall]
 * says.
 */
public suspend inline fun <reified T : Any> RestCall.send(): T = sent(typeOf<T>().javaType)

@PublishedApi
@Suppress("UNCHECKED_CAST")
internal suspend fun <T : Any> RestCall.sent(type: Type): T =
    if (type == Unit::class.java) {
        send(Void::class.java).awaited()
        Unit as T
    } else {
        send(ReifiedType<T>(type)).awaited()
    }
