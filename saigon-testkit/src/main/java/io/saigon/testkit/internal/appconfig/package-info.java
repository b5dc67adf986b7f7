/** The data plane of AWS AppConfig: sessions that poll deployed configurations. Not for use. */
@NullMarked
package io.saigon.testkit.internal.appconfig;

import org.jspecify.annotations.NullMarked;
