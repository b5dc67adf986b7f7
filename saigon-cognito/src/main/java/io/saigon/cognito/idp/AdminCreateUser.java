package io.saigon.cognito.idp;

import io.saigon.api.cognito.CreateUserRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminCreateUserRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/** Requests that create users, and their attributes. */
final class AdminCreateUser {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");

  private AdminCreateUser() {}

  static AdminCreateUserRequest of(String userPoolId, CreateUserRequest request) {
    Map<String, String> attributes = attributes(request);
    AdminCreateUserRequest.Builder builder =
        AdminCreateUserRequest.builder()
            .userPoolId(userPoolId)
            .username(request.username())
            .temporaryPassword(request.temporaryPassword())
            .userAttributes(types(attributes));
    if (!request.notifyUser()) {
      return builder.messageAction(MessageActionType.SUPPRESS).build();
    }
    // Without a medium Cognito sends text messages, even to users without a phone number.
    if (attributes.containsKey("email")) {
      builder.desiredDeliveryMediums(DeliveryMediumType.EMAIL);
    } else if (attributes.containsKey("phone_number")) {
      builder.desiredDeliveryMediums(DeliveryMediumType.SMS);
    }
    return builder.build();
  }

  static Map<String, String> attributes(CreateUserRequest request) {
    Map<String, String> attributes = new TreeMap<>();
    if (EMAIL.matcher(request.username()).matches()) {
      attributes.put("email", request.username());
    }
    attributes.putAll(request.extraAttributes());
    if (request.selfVerify() && attributes.containsKey("email")) {
      attributes.putIfAbsent("email_verified", "true");
    }
    return attributes;
  }

  static List<AttributeType> types(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .map(a -> AttributeType.builder().name(a.getKey()).value(a.getValue()).build())
        .toList();
  }
}
