package io.saigon.cognito.idp;

import static org.assertj.core.api.Assertions.assertThat;

import io.saigon.api.cognito.CreateUserRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.cognitoidentityprovider.model.DeliveryMediumType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

class AdminCreateUserTest {
  @ParameterizedTest
  @ValueSource(strings = {"ann@example.com", "a.b+c@mail.example.co.uk", "é@exämple.org"})
  void addressesAreEmails(String name) {
    assertThat(AdminCreateUser.attributes(CreateUserRequest.of(name))).containsEntry("email", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ann", "@", "ann@", "@example.com", "a@b@c.d", "ann@host", "a@b."})
  void otherNamesAreNot(String name) {
    assertThat(AdminCreateUser.attributes(CreateUserRequest.of(name))).isEmpty();
  }

  @Test
  void anEmailIsVerifiedOnlyIfTheRequestSaysSoAndThereIsOne() {
    CreateUserRequest request = CreateUserRequest.of("ann@example.com");
    assertThat(AdminCreateUser.attributes(request.withSelfVerify(true)))
        .containsEntry("email_verified", "true");
    assertThat(AdminCreateUser.attributes(request.withSelfVerify(false)))
        .doesNotContainKey("email_verified");
    assertThat(AdminCreateUser.attributes(CreateUserRequest.of("ann").withSelfVerify(true)))
        .isEmpty();
  }

  @Test
  void attributesAreSentByNameAndValue() {
    assertThat(AdminCreateUser.of("pool", CreateUserRequest.of("ann@example.com")).userAttributes())
        .filteredOn(attribute -> attribute.name().equals("email"))
        .singleElement()
        .satisfies(attribute -> assertThat(attribute.value()).isEqualTo("ann@example.com"));
  }

  @Test
  void extraAttributesWin() {
    CreateUserRequest request =
        CreateUserRequest.of("ann@example.com")
            .withSelfVerify(true)
            .withExtraAttributes(Map.of("email", "ann@example.org", "email_verified", "false"));
    assertThat(AdminCreateUser.attributes(request))
        .containsOnly(Map.entry("email", "ann@example.org"), Map.entry("email_verified", "false"));
  }

  @Test
  void theWelcomeMessageGoesToAnAddressOfTheUser() {
    assertThat(media(CreateUserRequest.of("ann@example.com")))
        .containsExactly(DeliveryMediumType.EMAIL);
    assertThat(
            media(
                CreateUserRequest.of("ann")
                    .withExtraAttributes(Map.of("phone_number", "+4912345"))))
        .containsExactly(DeliveryMediumType.SMS);
    assertThat(media(CreateUserRequest.of("ann"))).isEmpty();
  }

  @Test
  void theWelcomeMessageCanBeSuppressed() {
    var request =
        AdminCreateUser.of("pool", CreateUserRequest.of("ann@example.com").withNotifyUser(false));
    assertThat(request.messageAction()).isEqualTo(MessageActionType.SUPPRESS);
    assertThat(request.desiredDeliveryMediums()).isEmpty();
  }

  private static Iterable<DeliveryMediumType> media(CreateUserRequest request) {
    return AdminCreateUser.of("pool", request).desiredDeliveryMediums();
  }
}
