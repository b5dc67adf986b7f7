package io.saigon.api.cognito;

import io.saigon.api.check.Arguments;
import java.util.Objects;

/**
 * A filter of ListUsers: one attribute, and its value or the beginning of it.
 *
 * @param attribute attribute to compare
 * @param value value, or its beginning
 * @param prefix whether the value is a beginning
 */
public record UserFilter(Attribute attribute, String value, boolean prefix) {
  /** Attributes that Cognito can compare. */
  public enum Attribute {
    /** Name in the pool. */
    USERNAME("username"),
    /** E-mail address. */
    EMAIL("email"),
    /** Phone number. */
    PHONE_NUMBER("phone_number"),
    /** Full name. */
    NAME("name"),
    /** Given name. */
    GIVEN_NAME("given_name"),
    /** Family name. */
    FAMILY_NAME("family_name"),
    /** Preferred user name. */
    PREFERRED_USERNAME("preferred_username"),
    /** Status, a name of {@link UserStatus}. */
    USER_STATUS("cognito:user_status"),
    /** {@code Enabled} or {@code Disabled}. */
    STATUS("status"),
    /** Id of the user. */
    SUB("sub");

    private final String attributeName;

    Attribute(String attributeName) {
      this.attributeName = attributeName;
    }
  }

  /**
   * Creates a filter, and checks that nothing is missing.
   *
   * @param attribute attribute to compare
   * @param value value, or its beginning
   * @param prefix whether the value is a beginning
   * @throws IllegalArgumentException if the value is blank
   */
  public UserFilter {
    Objects.requireNonNull(attribute, "attribute");
    Arguments.notBlank("value", value);
  }

  /**
   * Creates a filter of users whose attribute has a value.
   *
   * @param attribute attribute to compare
   * @param value the value
   * @return the filter
   */
  public static UserFilter equalTo(Attribute attribute, String value) {
    return new UserFilter(attribute, value, false);
  }

  /**
   * Creates a filter of users whose attribute begins with a text.
   *
   * @param attribute attribute to compare
   * @param value beginning of the value
   * @return the filter
   */
  public static UserFilter startingWith(Attribute attribute, String value) {
    return new UserFilter(attribute, value, true);
  }

  /**
   * Returns the filter as ListUsers has it, with quotation marks and backslashes escaped.
   *
   * @return such as {@code email ^= "ann@"}
   */
  public String expression() {
    return "%s %s \"%s\""
        .formatted(
            attribute.attributeName,
            prefix ? "^=" : "=",
            value.replace("\\", "\\\\").replace("\"", "\\\""));
  }
}
