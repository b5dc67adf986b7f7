/** Roles, their sessions and the Security Token Service. Not for use. */
@NullMarked
package io.saigon.testkit.internal.sts;

import org.jspecify.annotations.NullMarked;
