/** The main job, step by step: from a password to a signed call, a secret, a pool and a file. */
@NullMarked
package io.saigon.examples.demo;

import org.jspecify.annotations.NullMarked;
