/**
 * The AWS SDK for Java v2 on Vert.x: an HTTP engine without a thread of its own, region and
 * credentials chains that never block, and one mapping of the SDK's errors.
 */
@org.jspecify.annotations.NullMarked
module io.saigon.aws {
  requires transitive io.saigon.api;
  requires transitive io.vertx.core;
  requires transitive org.jspecify;
  requires transitive software.amazon.awssdk.awscore;
  requires transitive software.amazon.awssdk.core;
  requires transitive software.amazon.awssdk.http;
  requires transitive software.amazon.awssdk.utils;
  requires java.xml;
  requires software.amazon.awssdk.auth;
  requires software.amazon.awssdk.http.auth.aws;
  requires software.amazon.awssdk.http.auth.spi;
  requires software.amazon.awssdk.identity.spi;
  requires software.amazon.awssdk.metrics;
  requires software.amazon.awssdk.profiles;
  requires software.amazon.awssdk.regions;
  requires org.reactivestreams;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires org.slf4j;

  exports io.saigon.aws;
}
