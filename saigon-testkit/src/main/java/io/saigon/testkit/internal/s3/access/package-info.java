/** Bucket policies, access control lists and CORS. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.access;

import org.jspecify.annotations.NullMarked;
