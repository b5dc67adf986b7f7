package io.saigon.api.rest;

import io.vertx.core.MultiMap;

record FormattedContext<I>(I identityId, String requestId, HeaderFormat<I> format)
    implements HeaderContext<I> {
  @Override
  public MultiMap toHeaders() {
    return format.write(this);
  }

  @Override
  public String toString() {
    return "HeaderContext[identityId=" + identityId + ", requestId=" + requestId + "]";
  }
}
