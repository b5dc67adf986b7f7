/** S3 as object storage. */
@NullMarked
package io.saigon.storage;

import org.jspecify.annotations.NullMarked;
