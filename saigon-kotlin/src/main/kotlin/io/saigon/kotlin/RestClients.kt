@file:OptIn(ExperimentalStdlibApi::class)

package io.saigon.kotlin

import io.saigon.rest.vertx.RestCall
import io.saigon.rest.vertx.RestClient
import io.vertx.core.http.HttpMethod
import java.lang.reflect.Type
import kotlin.reflect.javaType
import kotlin.reflect.typeOf

/**
 * Reads a resource.
 *
 * @param T type of the answer; may be generic, such as `List<Order>`
 * @param path path of the resource, as [RestClient.call] takes it
 * @return the answer's body
 * @throws io.saigon.api.error.SaigonException the failures of [RestClient]
 */
public suspend inline fun <reified T : Any> RestClient.getResource(path: String): T =
    call(HttpMethod.GET, path).send<T>()

/**
 * Posts a value as JSON.
 *
 * @param T type of the answer; may be generic
 * @param path path of the resource, as [RestClient.call] takes it
 * @param value value to send
 * @return the answer's body
 * @throws io.saigon.api.error.SaigonException the failures of [RestClient]
 */
public suspend inline fun <reified T : Any> RestClient.postResource(path: String, value: Any): T =
    call(HttpMethod.POST, path).json(value).send<T>()

/**
 * Puts a value as JSON.
 *
 * @param T type of the answer; may be generic
 * @param path path of the resource, as [RestClient.call] takes it
 * @param value value to send
 * @return the answer's body
 * @throws io.saigon.api.error.SaigonException the failures of [RestClient]
 */
public suspend inline fun <reified T : Any> RestClient.putResource(path: String, value: Any): T =
    call(HttpMethod.PUT, path).json(value).send<T>()

/**
 * Changes a resource by a value as JSON.
 *
 * @param T type of the answer; may be generic
 * @param path path of the resource, as [RestClient.call] takes it
 * @param value value to send
 * @return the answer's body
 * @throws io.saigon.api.error.SaigonException the failures of [RestClient]
 */
public suspend inline fun <reified T : Any> RestClient.patchResource(path: String, value: Any): T =
    call(HttpMethod.PATCH, path).json(value).send<T>()

/**
 * Sends the call and reads the answer's body.
 *
 * @param T type of the answer; may be generic, and [Unit] disregards the body
 * @return the answer's body
 * @throws io.saigon.api.error.SaigonException the failures of [RestCall]
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
