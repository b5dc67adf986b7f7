/** Entry point of saigon. */
@NullMarked
package io.saigon.api;

import org.jspecify.annotations.NullMarked;
