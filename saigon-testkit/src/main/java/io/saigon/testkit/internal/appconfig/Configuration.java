package io.saigon.testkit.internal.appconfig;

import io.vertx.core.buffer.Buffer;

/**
 * A deployed configuration.
 *
 * @param version number of the deployment, from 1
 */
record Configuration(Buffer content, String contentType, int version) {}
