/** Multipart uploads. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.multipart;

import org.jspecify.annotations.NullMarked;
