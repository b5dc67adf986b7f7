/** Requests, ranges, conditions and answers. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.request;

import org.jspecify.annotations.NullMarked;
