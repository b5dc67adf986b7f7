/** Suspending and reified extensions of saigon's API for Kotlin; only what Java cannot express. */
@org.jspecify.annotations.NullMarked
module io.saigon.kotlin {
  requires transitive io.saigon.api;
  requires transitive kotlin.stdlib;
  requires transitive kotlinx.coroutines.core;
  requires static io.saigon.rest.vertx;

  exports io.saigon.kotlin;
}
