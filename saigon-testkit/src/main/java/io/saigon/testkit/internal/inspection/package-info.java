/** What tests in other languages may read of the local AWS, over HTTP. Not for use. */
@NullMarked
package io.saigon.testkit.internal.inspection;

import org.jspecify.annotations.NullMarked;
