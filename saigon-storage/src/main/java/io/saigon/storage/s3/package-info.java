/** Calls of S3, their failures and the operations that they belong to. */
@NullMarked
package io.saigon.storage.s3;

import org.jspecify.annotations.NullMarked;
