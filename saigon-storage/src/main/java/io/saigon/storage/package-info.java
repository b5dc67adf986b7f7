/** S3 as object storage, directly on an S3 client of the SDK. */
@NullMarked
package io.saigon.storage;

import org.jspecify.annotations.NullMarked;
