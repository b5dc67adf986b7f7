/** Texts of the messages of user pools. Not for use. */
@NullMarked
package io.saigon.testkit.internal.message;

import org.jspecify.annotations.NullMarked;
