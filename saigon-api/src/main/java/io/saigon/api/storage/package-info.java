/** Objects of S3 as files, streams and archives. */
@NullMarked
package io.saigon.api.storage;

import org.jspecify.annotations.NullMarked;
