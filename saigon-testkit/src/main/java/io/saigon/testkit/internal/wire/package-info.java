/** AWS's HTTP and JSON protocols. Not for use. */
@NullMarked
package io.saigon.testkit.internal.wire;

import org.jspecify.annotations.NullMarked;
