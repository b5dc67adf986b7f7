/** Entry point, options, credentials and errors. */
@NullMarked
package io.saigon.api;

import org.jspecify.annotations.NullMarked;
