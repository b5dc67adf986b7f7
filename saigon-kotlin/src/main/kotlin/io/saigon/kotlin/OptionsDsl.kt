package io.saigon.kotlin

/** Marks the builders of options: the members of an outer one are not in scope in an inner one. */
@DslMarker @Target(AnnotationTarget.CLASS) public annotation class OptionsDsl
