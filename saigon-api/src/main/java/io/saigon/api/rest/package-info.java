/** Requests, their authorization and the context they carry. */
@NullMarked
package io.saigon.api.rest;

import org.jspecify.annotations.NullMarked;
