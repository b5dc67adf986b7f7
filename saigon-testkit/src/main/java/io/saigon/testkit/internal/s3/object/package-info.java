/** Operations on objects. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.object;

import org.jspecify.annotations.NullMarked;
