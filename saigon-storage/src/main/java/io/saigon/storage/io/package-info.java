/** Streams, buffers, worker threads and cancellation. */
@NullMarked
package io.saigon.storage.io;

import org.jspecify.annotations.NullMarked;
