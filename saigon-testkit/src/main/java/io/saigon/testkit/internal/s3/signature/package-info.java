/** Signatures of requests and of their bodies. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.signature;

import org.jspecify.annotations.NullMarked;
