/** Access keys and the check of signatures. Not for use. */
@NullMarked
package io.saigon.testkit.internal.auth;

import org.jspecify.annotations.NullMarked;
