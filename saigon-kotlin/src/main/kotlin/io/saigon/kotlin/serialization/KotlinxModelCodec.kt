package io.saigon.kotlin.serialization

import io.saigon.api.codec.ModelCodec
import java.lang.reflect.Type

/** The models of kotlinx.serialization, where kotlinx-serialization-json is on the path. */
public class KotlinxModelCodec : ModelCodec {
    private val present: Boolean =
        try {
            Class.forName("kotlinx.serialization.json.Json", false, javaClass.classLoader)
            true
        } catch (_: ClassNotFoundException) {
            false
        }

    override fun name(): String = "kotlinx.serialization"

    // In a class of its own, which is loaded only where kotlinx.serialization is.
    override fun model(type: Type): ModelCodec.Model? =
        if (present) SerializableModels.find(type) else null
}
