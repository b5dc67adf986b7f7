/**
 * Any client of the AWS SDK for Java v2 on a given Vert.x: {@link io.saigon.aws.VertxAws} is where
 * to start.
 */
@NullMarked
package io.saigon.aws;

import org.jspecify.annotations.NullMarked;
