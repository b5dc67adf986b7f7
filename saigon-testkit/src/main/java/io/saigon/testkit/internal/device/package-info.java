/** The devices that users log in from. */
@NullMarked
package io.saigon.testkit.internal.device;

import org.jspecify.annotations.NullMarked;
