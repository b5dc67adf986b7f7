package io.saigon.kotlin.serialization

import io.saigon.api.codec.ModelCodec
import java.lang.reflect.GenericArrayType
import java.lang.reflect.ParameterizedType
import java.lang.reflect.Type
import java.lang.reflect.WildcardType
import java.util.Optional
import java.util.concurrent.ConcurrentHashMap
import kotlinx.serialization.Serializable
import kotlinx.serialization.serializerOrNull

/** The models of types that have a `@Serializable` class in them. */
internal object SerializableModels {
    private val known = ConcurrentHashMap<Type, Optional<ModelCodec.Model>>()

    fun find(type: Type): ModelCodec.Model? =
        known.computeIfAbsent(type) { Optional.ofNullable(model(it)) }.orElse(null)

    // Texts, maps and lists have serializers too, and are for Jackson as before.
    private fun model(type: Type): ModelCodec.Model? =
        if (!isSerializable(type)) null
        else
            try {
                serializerOrNull(type)?.let { SerializableModel(it) }
            } catch (_: IllegalAccessException) {
                // Of Java's reflection, and not declared: the package is closed.
                ClosedModel(type)
            }

    private fun isSerializable(type: Type): Boolean =
        when (type) {
            is Class<*> ->
                type.isAnnotationPresent(Serializable::class.java) ||
                    type.isArray && isSerializable(type.componentType)
            is ParameterizedType ->
                isSerializable(type.rawType) || type.actualTypeArguments.any(::isSerializable)
            is GenericArrayType -> isSerializable(type.genericComponentType)
            is WildcardType -> type.upperBounds.any(::isSerializable)
            else -> false
        }
}

/** A type in a package that kotlinx.serialization may not read. */
private class ClosedModel(type: Type) : ModelCodec.Model {
    private val problem =
        "can't be used as ${type.typeName.substringAfterLast('.')}: open its package to" +
            " kotlinx.serialization.core"

    override fun read(json: String, strict: Boolean): Any =
        throw ModelCodec.MisfitException(null, problem)

    override fun write(value: Any): String = throw ModelCodec.MisfitException(null, problem)

    override fun isMadeOfParts(attribute: String): Boolean = false
}
