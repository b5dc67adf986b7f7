/** Configuration from vaults, by vertx-config. */
@NullMarked
package io.saigon.vault.config;

import org.jspecify.annotations.NullMarked;
