/** XML of S3, read and written. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.xml;

import org.jspecify.annotations.NullMarked;
