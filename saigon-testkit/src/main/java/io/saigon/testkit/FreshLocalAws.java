package io.saigon.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Provides each test, or each test of a class, with local servers of its own, which {@link
 * LocalAwsExtension} otherwise shares with the whole run: for tests that move the clock, inject
 * faults, or count entities. They start before a test that has them as a parameter and end with it.
 *
 * <p>The servers of a constructor or of a static method serve that class, and differ from those of
 * its tests.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface FreshLocalAws {}
