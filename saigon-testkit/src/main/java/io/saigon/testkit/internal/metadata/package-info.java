/** Services that give credentials to instances, tasks and pods. Not for use. */
@NullMarked
package io.saigon.testkit.internal.metadata;

import org.jspecify.annotations.NullMarked;
