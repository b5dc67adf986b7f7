package com.example.rates

import io.saigon.api.vault.SecretVault
import io.saigon.kotlin.getResource
import io.saigon.kotlin.secret
import io.saigon.rest.vertx.RestClient
import kotlinx.serialization.SerialName
import kotlinx.serialization.Serializable

/** Place of the exchange rates. */
@Serializable data class RateSource(val path: String, val base: String = "EUR")

@Serializable
data class Rates(val base: String, @SerialName("rates") val byCurrency: Map<String, Double>)

/** Reads the rates whose place a secret names. */
suspend fun rates(vault: SecretVault, api: RestClient): Rates {
    val source = vault.secret<RateSource>("rates")
    return api.getResource<Rates>("${source.path}?base=${source.base}")
}
