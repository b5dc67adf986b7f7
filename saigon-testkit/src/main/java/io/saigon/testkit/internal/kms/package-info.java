/** The service kms, as far as the other services need it. Not for use. */
@NullMarked
package io.saigon.testkit.internal.kms;

import org.jspecify.annotations.NullMarked;
