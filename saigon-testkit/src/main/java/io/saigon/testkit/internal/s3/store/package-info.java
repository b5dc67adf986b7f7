/** Buckets, objects, versions and multipart uploads. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.store;

import org.jspecify.annotations.NullMarked;
