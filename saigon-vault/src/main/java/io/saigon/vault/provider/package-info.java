/** Providers that discovery finds through ServiceLoader. */
@NullMarked
package io.saigon.vault.provider;

import org.jspecify.annotations.NullMarked;
