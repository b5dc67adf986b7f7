package io.saigon.cognito.service;

/** Names under which AWS's settings know the services. */
public final class ServiceIds {
  public static final String USER_POOLS = "cognito-idp";
  public static final String IDENTITY_POOLS = "cognito-identity";

  private ServiceIds() {}
}
