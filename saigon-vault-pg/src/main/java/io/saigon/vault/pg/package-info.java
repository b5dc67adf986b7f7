/** PostgreSQL pools whose credentials come from a vault. */
@NullMarked
package io.saigon.vault.pg;

import org.jspecify.annotations.NullMarked;
