/** S3 objects as files and archives as trees. */
@NullMarked
package io.saigon.api.storage;

import org.jspecify.annotations.NullMarked;
