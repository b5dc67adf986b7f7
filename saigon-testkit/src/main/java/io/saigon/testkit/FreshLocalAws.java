package io.saigon.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives each test, or each test of a class, local servers of its own, where {@link
 * LocalAwsExtension} else shares them with the whole run: for tests that move the clock, ask for
 * faults, or count what is there. They start before a test that wants them and end with it.
 *
 * <p>What a constructor or a static method of such a class is given serves that class instead, and
 * is another than its tests get.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface FreshLocalAws {}
