/** Calls of AWS services that end with their client. */
@NullMarked
package io.saigon.cognito.service;

import org.jspecify.annotations.NullMarked;
