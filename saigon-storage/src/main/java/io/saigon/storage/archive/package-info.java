/** Archives in S3 that are read by byte ranges. */
@NullMarked
package io.saigon.storage.archive;

import org.jspecify.annotations.NullMarked;
