/**
 * Suspending and reified extensions of saigon's API for Kotlin, flows and builders; only what Java
 * cannot express.
 *
 * @provides io.saigon.api.codec.ModelCodec models of kotlinx.serialization, where it is on the path
 */
@org.jspecify.annotations.NullMarked
module io.saigon.kotlin {
  requires transitive io.saigon.api;
  requires transitive kotlin.stdlib;
  requires transitive kotlinx.coroutines.core;
  requires static io.saigon.rest.vertx;
  requires static kotlinx.serialization.core;
  requires static kotlinx.serialization.json;

  exports io.saigon.kotlin;

  provides io.saigon.api.codec.ModelCodec with
      io.saigon.kotlin.serialization.KotlinxModelCodec;
}
