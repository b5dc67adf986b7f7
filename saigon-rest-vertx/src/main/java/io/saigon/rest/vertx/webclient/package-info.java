/** Signed requests of Vert.x WebClients. */
@NullMarked
package io.saigon.rest.vertx.webclient;

import org.jspecify.annotations.NullMarked;
