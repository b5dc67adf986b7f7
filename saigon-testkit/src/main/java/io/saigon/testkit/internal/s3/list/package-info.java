/** Listings of buckets, objects, versions and uploads. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.list;

import org.jspecify.annotations.NullMarked;
