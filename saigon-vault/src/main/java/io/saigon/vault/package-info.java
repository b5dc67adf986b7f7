/** Vaults that an application creates itself; discovered ones need nothing of this package. */
@NullMarked
package io.saigon.vault;

import org.jspecify.annotations.NullMarked;
