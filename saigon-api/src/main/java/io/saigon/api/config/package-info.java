/** Settings of a {@link io.saigon.api.Saigon}. */
@NullMarked
package io.saigon.api.config;

import org.jspecify.annotations.NullMarked;
