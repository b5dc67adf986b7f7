/** The local AWS as a program: its options and its end. Not for use. */
@NullMarked
package io.saigon.testkit.internal.program;

import org.jspecify.annotations.NullMarked;
