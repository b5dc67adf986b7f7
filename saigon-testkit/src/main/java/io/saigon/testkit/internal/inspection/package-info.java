/** Views of the local AWS for tests in other languages, over HTTP. Not for use. */
@NullMarked
package io.saigon.testkit.internal.inspection;

import org.jspecify.annotations.NullMarked;
