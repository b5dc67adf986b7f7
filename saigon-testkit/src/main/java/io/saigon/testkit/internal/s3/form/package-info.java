/** Uploads by HTML forms with a signed policy. Not for use. */
@NullMarked
package io.saigon.testkit.internal.s3.form;

import org.jspecify.annotations.NullMarked;
