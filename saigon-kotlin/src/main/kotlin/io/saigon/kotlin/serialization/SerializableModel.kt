@file:OptIn(ExperimentalSerializationApi::class)

package io.saigon.kotlin.serialization

import io.saigon.api.codec.ModelCodec
import kotlinx.serialization.ExperimentalSerializationApi
import kotlinx.serialization.KSerializer
import kotlinx.serialization.MissingFieldException
import kotlinx.serialization.SerializationException
import kotlinx.serialization.descriptors.PrimitiveKind
import kotlinx.serialization.descriptors.SerialDescriptor
import kotlinx.serialization.descriptors.SerialKind
import kotlinx.serialization.descriptors.StructureKind
import kotlinx.serialization.encoding.CompositeDecoder
import kotlinx.serialization.json.Json

/**
 * A type with a serializer. The messages of kotlinx.serialization quote the input, so none of them
 * is passed on: of a path only names that the type itself declares.
 */
internal class SerializableModel(private val serializer: KSerializer<Any>) : ModelCodec.Model {
    private val name = serializer.descriptor.serialName.substringAfterLast('.')

    override fun read(json: String, strict: Boolean): Any =
        try {
            (if (strict) STRICT else LENIENT).decodeFromString(serializer, json)
        } catch (e: MissingFieldException) {
            val field = join(path(e), e.missingFields.first())
            throw ModelCodec.MisfitException(field, "is missing; $name needs it")
        } catch (e: SerializationException) {
            throw ModelCodec.MisfitException(
                path(e).ifEmpty { null },
                "does not fit $name; correct the JSON or the model",
            )
        } catch (_: RuntimeException) {
            // Of a constructor or a serializer of the application, and may quote the input too.
            throw ModelCodec.MisfitException(null, "was refused by the constructor of $name")
        }

    override fun write(value: Any): String =
        try {
            LENIENT.encodeToString(serializer, value)
        } catch (_: RuntimeException) {
            throw ModelCodec.MisfitException(null, "has no JSON form by its serializer")
        }

    override fun isMadeOfParts(attribute: String): Boolean {
        val kind = element(serializer.descriptor, attribute)?.kind ?: return false
        return kind !is PrimitiveKind && kind != SerialKind.ENUM
    }

    private fun path(failure: SerializationException): String {
        val candidates = PATH.findAll(failure.message.orEmpty()).map { it.groupValues[1] }
        return candidates.map(::declared).firstOrNull { it.isNotEmpty() }.orEmpty()
    }

    /** The longest beginning of a path that the type declares, as saigon writes paths. */
    private fun declared(path: String): String {
        var at: SerialDescriptor? = serializer.descriptor
        var known = ""
        for (step in STEP.findAll(path)) {
            val (name, index) = step.destructured
            at =
                when {
                    name.isNotEmpty() -> at?.let { element(it, name) }
                    at?.kind == StructureKind.LIST -> at.getElementDescriptor(0)
                    else -> null
                }
            if (at == null) break
            known = if (name.isEmpty()) "$known[$index]" else join(known, name)
        }
        return known
    }

    private fun element(of: SerialDescriptor, name: String): SerialDescriptor? {
        if (of.kind != StructureKind.CLASS) return null
        val index = of.getElementIndex(name)
        return if (index == CompositeDecoder.UNKNOWN_NAME) null else of.getElementDescriptor(index)
    }

    private fun join(path: String, name: String) = if (path.isEmpty()) name else "$path.$name"

    private companion object {
        val PATH = Regex("""at path:? ?\$([\w.\[\]]*)""")
        val STEP = Regex("""\.?([A-Za-z_]\w*)|\[(\d+)]""")
        val STRICT = Json
        val LENIENT = Json { ignoreUnknownKeys = true }
    }
}
