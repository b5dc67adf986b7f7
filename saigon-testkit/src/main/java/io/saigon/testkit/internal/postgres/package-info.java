/** PostgreSQL with TLS and SCRAM. Not for use. */
@NullMarked
package io.saigon.testkit.internal.postgres;

import org.jspecify.annotations.NullMarked;
