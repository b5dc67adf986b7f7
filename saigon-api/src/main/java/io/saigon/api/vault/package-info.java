/** Typed secrets from any vault and database credentials made of them. */
@NullMarked
package io.saigon.api.vault;

import org.jspecify.annotations.NullMarked;
