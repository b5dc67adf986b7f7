/** Downloads of objects to files and streams, verified and resumed after broken connections. */
@NullMarked
package io.saigon.storage.download;

import org.jspecify.annotations.NullMarked;
