/** Lambda triggers of user pools: their configuration, events and answers. Not for use. */
@NullMarked
package io.saigon.testkit.internal.trigger;

import org.jspecify.annotations.NullMarked;
