/** Uploads and copies of objects, in one request or in parts. */
@NullMarked
package io.saigon.storage.upload;

import org.jspecify.annotations.NullMarked;
