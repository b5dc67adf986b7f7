package io.saigon.testkit.internal.s3.store;

/**
 * An entry of an access control list.
 *
 * @param group whether the grantee is the URI of a group, and not the id of an account
 */
public record Grant(boolean group, String grantee, String permission) {
  public static final String ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";
  public static final String AUTHENTICATED_USERS =
      "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

  /** Returns the grant of everything to the account of the local AWS. */
  public static Grant owner() {
    return new Grant(false, Bucket.OWNER, "FULL_CONTROL");
  }

  /** Returns whether anybody has the permission by it. */
  public boolean isPublic() {
    return group && (grantee.equals(ALL_USERS) || grantee.equals(AUTHENTICATED_USERS));
  }
}
