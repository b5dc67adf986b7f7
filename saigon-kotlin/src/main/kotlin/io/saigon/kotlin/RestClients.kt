@file:OptIn(ExperimentalStdlibApi::class)

package io.saigon.kotlin

import io.saigon.api.call.CallScope
import io.saigon.rest.vertx.RestCall
import io.saigon.rest.vertx.RestClient
import io.saigon.rest.vertx.RestPages
import io.saigon.rest.vertx.WaitPolicy
import io.vertx.core.Promise
import io.vertx.core.http.HttpMethod
import java.lang.reflect.Type
import kotlin.reflect.javaType
import kotlin.reflect.typeOf
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.withContext

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
        cancellable { send(Void::class.java) }.coAwait()
        Unit as T
    } else {
        cancellable { send(ReifiedType<T>(type)) }.coAwait()
    }

/**
 * Sends the call repeatedly until its answer meets a condition. A cancelled coroutine ends that.
 *
 * @param T type of the answer; not generic
 * @param wait timeout, interval and pending statuses
 * @param condition condition on the answer
 * @return the answer that meets the condition
 * @throws io.saigon.api.error.SaigonException the failures of [RestCall.sendUntil]'s future
 */
public suspend inline fun <reified T : Any> RestCall.sendUntil(
    wait: WaitPolicy,
    noinline condition: (T) -> Boolean,
): T = cancellable { sendUntil(T::class.java, { condition(it) }, wait) }.coAwait()

/**
 * Reads a collection page by page.
 *
 * @param P type of a page; not generic
 * @return the pages, none of which is requested yet
 */
public inline fun <reified P : Any> RestCall.pages(): RestPages<P> = pages(P::class.java)

/**
 * Returns the pages as a flow. The next page is requested when the collector is done with the one
 * before, and none after it has ended.
 *
 * @param P type of a page
 * @return a cold flow, which begins with the first page for each collector; fails as
 *   [RestPages.forEach] does
 */
public fun <P : Any> RestPages<P>.asFlow(): Flow<P> = flow {
    val pages = Channel<Pair<P, Promise<Unit>>>(Channel.UNLIMITED)
    val scope = CallScope()
    scope
        .run {
            forEach { page ->
                val done = Promise.promise<Unit>()
                pages.trySend(Pair(page, done))
                done.future()
            }
        }
        .onComplete { end -> pages.close(end.cause()) }
    try {
        for ((page, done) in pages) {
            emit(page)
            done.complete(Unit)
        }
    } finally {
        withContext(NonCancellable) { scope.cancel().awaited() }
    }
}
