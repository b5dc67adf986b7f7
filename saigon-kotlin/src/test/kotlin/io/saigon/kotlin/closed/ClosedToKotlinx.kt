package io.saigon.kotlin.closed

import kotlinx.serialization.Serializable

/** In a package that is neither exported nor open. */
@Serializable data class ClosedToKotlinx(val host: String)
