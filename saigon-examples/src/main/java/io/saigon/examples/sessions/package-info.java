/** Sessions that the nodes of a service share. */
@NullMarked
package io.saigon.examples.sessions;

import org.jspecify.annotations.NullMarked;
