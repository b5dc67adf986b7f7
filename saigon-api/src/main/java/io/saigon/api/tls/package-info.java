/** The TLS engine of HTTP clients, for saigon's own modules. */
@NullMarked
package io.saigon.api.tls;

import org.jspecify.annotations.NullMarked;
