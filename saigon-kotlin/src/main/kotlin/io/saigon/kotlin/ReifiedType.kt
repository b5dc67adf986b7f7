package io.saigon.kotlin

import com.fasterxml.jackson.core.type.TypeReference
import java.lang.reflect.Type

/** A reified type, generic or not, as Jackson takes it. */
@PublishedApi
internal class ReifiedType<T>(private val reified: Type) : TypeReference<T>() {
    override fun getType(): Type = reified
}
