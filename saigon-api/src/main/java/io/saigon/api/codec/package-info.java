/** The codec by which models that are not for Jackson are read and written. */
@NullMarked
package io.saigon.api.codec;

import org.jspecify.annotations.NullMarked;
