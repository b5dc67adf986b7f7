/** Checksums of objects and parts. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.checksum;

import org.jspecify.annotations.NullMarked;
