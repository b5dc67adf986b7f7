/** Operations on buckets and their configurations. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.bucket;

import org.jspecify.annotations.NullMarked;
