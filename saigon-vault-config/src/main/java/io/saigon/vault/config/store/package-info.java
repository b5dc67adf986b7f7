/** Stores of vertx-config over vaults, which vertx-config finds through ServiceLoader. */
@NullMarked
package io.saigon.vault.config.store;

import org.jspecify.annotations.NullMarked;
