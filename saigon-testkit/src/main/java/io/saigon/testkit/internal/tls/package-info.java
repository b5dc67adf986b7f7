/** Certificates of the local servers. Not for use. */
@NullMarked
package io.saigon.testkit.internal.tls;

import org.jspecify.annotations.NullMarked;
