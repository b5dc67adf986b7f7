package io.saigon.testkit.internal.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The constraints of requests, in AWS's words. */
class RequestModelTest {
  private static List<String> violations(String service, String operation, String request) {
    return RequestModel.of(service)
        .violations(operation, new JsonObject(request.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "cognito-idp | CreateUserPool | {} | Value null at 'poolName' failed to satisfy constraint: Member must not be null",
        "cognito-idp | CreateUserPool | {'PoolName':'a?'} | Value 'a?' at 'poolName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w\\s+=,.@-]+",
        "cognito-idp | CreateGroup | {'UserPoolId':'r_1','GroupName':'g','Precedence':-1} | Value '-1' at 'precedence' failed to satisfy constraint: Member must have value greater than or equal to 0",
        "cognito-idp | CreateUserPool | {'PoolName':'a','MfaConfiguration':'on'} | Value 'on' at 'mfaConfiguration' failed to satisfy constraint: Member must satisfy enum value set: [OFF, ON, OPTIONAL]",
        "cognito-idp | CreateUserPool | {'PoolName':'a','Schema':[{'Name':'123456789012345678901'}]} | Value '123456789012345678901' at 'schema.1.member.name' failed to satisfy constraint: Member must have length less than or equal to 20",
        "cognito-identity | SetIdentityPoolRoles | {'IdentityPoolId':'r:0','Roles':{'other':'arn:aws:iam::000000000000:role/r'}} | Value '{other=arn:aws:iam::000000000000:role/r}' at 'roles' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: (un)?authenticated]",
        "secretsmanager | CreateSecret | {'Name':'n','ClientRequestToken':'short'} | Value 'short' at 'clientRequestToken' failed to satisfy constraint: Member must have length greater than or equal to 32",
        "ssm | GetParameters | {'Names':[]} | Value '[]' at 'names' failed to satisfy constraint: Member must have length greater than or equal to 1",
        "sts | GetSessionToken | {'DurationSeconds':'899'} | Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
        "kms | ScheduleKeyDeletion | {'KeyId':'k','PendingWindowInDays':366} | Value '366' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value less than or equal to 365",
      })
  void aViolationIsNamed(String service, String operation, String request, String sentence) {
    assertThat(violations(service, operation, request)).containsExactly(sentence);
  }

  @Test
  void aServiceWithoutAModelHasNoConstraints() {
    assertThat(violations("none", "CreateUserPool", "{}")).isEmpty();
  }

  @Test
  void secretsAreNotNamed() {
    assertThat(
            violations(
                "cognito-idp",
                "SignUp",
                "{'ClientId':'a','Username':'u','Password':'" + "p".repeat(257) + "'}"))
        .containsExactly(
            "Value at 'password' failed to satisfy constraint: Member must have length less than"
                + " or equal to 256");
  }

  @Test
  void allViolationsAreFoundAndLengthsCountCodePoints() {
    assertThat(violations("ssm", "PutParameter", "{}")).hasSize(2);
    assertThat(violations("cognito-idp", "CreateUserPool", "{'PoolName':''}")).hasSize(2);
    String name = "\uD83D\uDE00".repeat(256);
    assertThat(violations("secretsmanager", "DescribeSecret", "{'SecretId':'" + name + "'}"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "PutParameter | {'Name':1,'Value':'v'}",
        "PutParameter | {'Name':'n','Value':'v','Overwrite':'perhaps'}",
        "PutParameter | {'Name':'n','Value':'v','Tags':{}}",
        "GetParametersByPath | {'Path':'/','MaxResults':'many'}",
      })
  void aMemberOfAnotherTypeIsMalformed(String operation, String request) {
    assertThatThrownBy(() -> violations("ssm", operation, request))
        .isInstanceOf(RequestModel.WrongType.class);
  }
}
