/** Sources that read secrets from AWS services, files and environment variables. */
@NullMarked
package io.saigon.vault.source;

import org.jspecify.annotations.NullMarked;
