/** Vaults to build directly; those that a Saigon discovers need nothing of this package. */
@NullMarked
package io.saigon.vault;

import org.jspecify.annotations.NullMarked;
