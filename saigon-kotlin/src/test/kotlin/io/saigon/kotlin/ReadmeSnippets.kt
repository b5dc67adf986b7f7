package io.saigon.kotlin

import io.saigon.api.Saigon
import io.saigon.api.cognito.Challenge
import io.saigon.api.cognito.ChallengeRequiredException
import io.saigon.api.cognito.CodeMedium
import io.saigon.api.cognito.CognitoClient
import io.saigon.api.cognito.CognitoSessions
import io.saigon.api.cognito.CognitoVerifier
import io.saigon.api.cognito.LoginRequest
import io.saigon.api.storage.S3ObjectDescriptor
import io.saigon.rest.vertx.RestClient
import io.vertx.kotlin.coroutines.coAwait
import java.nio.file.Path
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout

/** The Kotlin of the guides that no quick start runs; compiled, so that its names exist. */
internal suspend fun logIn(
    cognito: CognitoClient,
    sessions: CognitoSessions,
    name: String,
    password: String,
    askForCode: (CodeMedium) -> String,
    askForNewPassword: () -> String,
) {
    // tag::challenge[]
    val session =
        try {
            cognito.openSession(LoginRequest.of(name, password)).coAwait()
        } catch (e: ChallengeRequiredException) {
            val answer =
                when (val asked = e.challenge()) {
                    is Challenge.CodeRequired -> asked.answer(askForCode(asked.medium()))
                    is Challenge.NewPasswordRequired -> asked.answer(askForNewPassword())
                    else -> throw e
                }
            cognito.session(name, cognito.answerChallenge(answer).coAwait())
        }
    sessions.add(session)
    // end::challenge[]
}

internal suspend fun callerOf(verifier: CognitoVerifier, token: String): String {
    // tag::verify[]
    val caller = verifier.verify(token).coAwait().userId()
    // end::verify[]
    return caller.toString()
}

internal data class Limits(val requestsPerSecond: Int)

internal data class OrderPage(val orders: List<String>)

internal suspend fun kotlinOnly(
    saigon: Saigon,
    api: RestClient,
    source: S3ObjectDescriptor,
    adapt: suspend (Limits) -> Unit,
    import: suspend (Path) -> Unit,
    archive: suspend (OrderPage) -> Unit,
) {
    // tag::kotlin[]
    val vault = saigon.vault()
    val storage = saigon.storage()
    val replicas = vault.secret<List<Replica>>("orders/replicas") // generic types stay whole
    val newest = storage.objects("orders", "2026/").take(3).toList() // requests one page
    withTimeout(10.seconds) { // as any cancellation, it resets the request and leaves no file
        cancellable { storage.download(source, downloadOptions { maxBytes = 1L shl 30 }) {} }
            .coAwait()
            .use { file -> import(file.path()) } // which is deleted then
    }
    storage.upload(S3ObjectDescriptor.of("orders", "copy"), storage.content(source))
    api.call("GET", "/orders").pages<OrderPage>().asFlow().collect(archive)
    vault.values<Limits>("orders/limits").collect(adapt) // the current value, and each after it
    // end::kotlin[]
    check(replicas.size + newest.size > 0)
}
