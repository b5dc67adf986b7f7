package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.*;

/** Lists of a pool's users, filtered or not, with all or some attributes. */
@ExtendWith(LocalAwsExtension.class)
class ListUsersIT {
  private final CognitoIdentityProviderClient client;
  private final String pool;

  ListUsersIT(LocalAws aws) {
    client = Clients.userPools(aws);
    LocalUserPool many = aws.createUserPool("many");
    pool = many.id();
    for (int i = 0; i < 7; i++) {
      many.createUser("u" + i, "Passw0rd", Map.of("email", "u" + i + "@example.com"));
    }
  }

  @Test
  void usersAreListedPageByPage() {
    assertThat(client.listUsersPaginator(r -> r.userPoolId(pool).limit(3)).users())
        .extracting(UserType::username)
        .containsExactlyElementsOf(IntStream.range(0, 7).mapToObj(i -> "u" + i).toList());
    assertThatThrownBy(() -> client.listUsers(r -> r.userPoolId(pool).paginationToken("made-up")))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> client.listUsers(r -> r.userPoolId(pool).limit(61)))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("less than or equal to 60");
  }

  @Test
  void usersAreFoundByFilter() {
    assertThat(client.listUsers(r -> r.userPoolId(pool).filter("username = \"u3\"")).users())
        .extracting(UserType::username)
        .containsExactly("u3");
    assertThat(client.listUsers(r -> r.userPoolId(pool).filter("email ^= \"u4@\"")).users())
        .extracting(UserType::username)
        .containsExactly("u4");
    assertThat(client.listUsers(r -> r.userPoolId(pool).filter("username = \"u\"")).users())
        .isEmpty();
    assertThatThrownBy(() -> client.listUsers(r -> r.userPoolId(pool).filter("nonsense")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void onlyTheRequestedAttributesAreReturned() {
    assertThat(client.listUsers(r -> r.userPoolId(pool).attributesToGet("email", "name")).users())
        .hasSize(7)
        .allSatisfy(
            user ->
                assertThat(user.attributes())
                    .extracting(AttributeType::name)
                    .containsExactly("email"));
    assertThat(client.listUsers(r -> r.userPoolId(pool)).users())
        .allSatisfy(
            user ->
                assertThat(user.attributes())
                    .extracting(AttributeType::name)
                    .contains("sub", "email"));
    assertThatThrownBy(
            () -> client.listUsers(r -> r.userPoolId(pool).attributesToGet("email", "shoe_size")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("One or more requested attributes do not exist.");
  }
}
