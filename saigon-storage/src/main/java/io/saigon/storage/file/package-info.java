/** Temporary files and directories, and safe access to them. */
@NullMarked
package io.saigon.storage.file;

import org.jspecify.annotations.NullMarked;
