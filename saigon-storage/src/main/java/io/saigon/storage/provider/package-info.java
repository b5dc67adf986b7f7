/** The provider that makes S3 available through {@code Saigon}. */
@NullMarked
package io.saigon.storage.provider;

import org.jspecify.annotations.NullMarked;
