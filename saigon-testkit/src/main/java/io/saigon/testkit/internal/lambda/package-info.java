/** Functions of AWS Lambda that tests register. Not for use. */
@NullMarked
package io.saigon.testkit.internal.lambda;

import org.jspecify.annotations.NullMarked;
