/** Event-loop contexts that calls run on, and the calls that wait for their next attempt. */
@NullMarked
package io.saigon.aws.context;

import org.jspecify.annotations.NullMarked;
