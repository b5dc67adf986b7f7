/** Exchanges of the HTTP engine: a request, its answer, their time-outs and connections. */
@NullMarked
package io.saigon.aws.http;

import org.jspecify.annotations.NullMarked;
