/** HTTP and JSON as AWS speaks them. Not for use. */
@NullMarked
package io.saigon.testkit.internal.wire;

import org.jspecify.annotations.NullMarked;
