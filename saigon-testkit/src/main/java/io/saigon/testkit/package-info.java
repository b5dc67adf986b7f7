/** A local AWS and a local PostgreSQL in one JVM, for tests and for any AWS client. */
@NullMarked
package io.saigon.testkit;

import org.jspecify.annotations.NullMarked;
