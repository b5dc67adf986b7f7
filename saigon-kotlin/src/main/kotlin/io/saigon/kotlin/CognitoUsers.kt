package io.saigon.kotlin

import io.saigon.api.cognito.CognitoIdp
import io.saigon.api.cognito.CognitoUser
import io.saigon.api.cognito.UserFilter
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * Lists the users of a pool, in no order. A page is requested when the collector has taken those
 * before it.
 *
 * @param filter selects users; null for all
 * @return a cold flow, which lists again for each collector; fails as [CognitoIdp.users] does
 */
public fun CognitoIdp.allUsers(filter: UserFilter? = null): Flow<CognitoUser> = flow {
    var token: String? = null
    do {
        val page = users(filter, token).awaited()
        page.users().forEach { emit(it) }
        token = page.nextToken()
    } while (token != null)
}
