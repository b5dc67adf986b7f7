/** A browser for scripts. */
@org.jspecify.annotations.NullMarked
package io.saigon.examples.browser;
