/** The mapping of the SDK's exceptions. */
@NullMarked
package io.saigon.aws.error;

import org.jspecify.annotations.NullMarked;
