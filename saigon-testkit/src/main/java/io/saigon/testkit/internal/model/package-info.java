/** The constraints of requests, as the services' published models have them. */
@NullMarked
package io.saigon.testkit.internal.model;

import org.jspecify.annotations.NullMarked;
