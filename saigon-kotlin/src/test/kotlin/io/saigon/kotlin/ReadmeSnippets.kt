package io.saigon.kotlin

import io.saigon.api.cognito.Challenge
import io.saigon.api.cognito.ChallengeRequiredException
import io.saigon.api.cognito.CodeMedium
import io.saigon.api.cognito.CognitoClient
import io.saigon.api.cognito.CognitoSessions
import io.saigon.api.cognito.CognitoVerifier
import io.saigon.api.cognito.LoginRequest
import io.vertx.kotlin.coroutines.coAwait

/** The Kotlin of README that no quick start runs; compiled, so that its names exist. */
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
                    is Challenge.Other -> throw e
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
