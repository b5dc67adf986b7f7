/** Lifecycle rules of buckets. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.lifecycle;

import org.jspecify.annotations.NullMarked;
