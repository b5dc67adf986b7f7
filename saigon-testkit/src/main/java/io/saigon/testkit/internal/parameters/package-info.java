/** SSM's Parameter Store. Not for use. */
@NullMarked
package io.saigon.testkit.internal.parameters;

import org.jspecify.annotations.NullMarked;
