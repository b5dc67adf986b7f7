/** Errors of S3. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.error;

import org.jspecify.annotations.NullMarked;
