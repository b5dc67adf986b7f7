/** The provider that finds the registry of vertx-micrometer-metrics. */
@NullMarked
package io.saigon.micrometer.provider;

import org.jspecify.annotations.NullMarked;
