/** Log-ins, sessions and verified tokens of Cognito users. */
@NullMarked
package io.saigon.benchmarks.cognito;

import org.jspecify.annotations.NullMarked;
