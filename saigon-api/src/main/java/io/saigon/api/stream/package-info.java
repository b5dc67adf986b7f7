/** Streams that deliver on their reader's context, for saigon's own modules. */
@NullMarked
package io.saigon.api.stream;

import org.jspecify.annotations.NullMarked;
