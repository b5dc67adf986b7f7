/** Syntax of URIs, forms and headers, which all other packages build on. */
@NullMarked
package io.saigon.rest.vertx.syntax;

import org.jspecify.annotations.NullMarked;
