/** Event notifications. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.event;

import org.jspecify.annotations.NullMarked;
