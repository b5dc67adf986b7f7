/** Bytes of objects, on the heap and in a temporary file. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.content;

import org.jspecify.annotations.NullMarked;
