/** The zip format, and the extraction of archives that are local files. */
@NullMarked
package io.saigon.storage.zip;

import org.jspecify.annotations.NullMarked;
