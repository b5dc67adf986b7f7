package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors of each operation of Secrets Manager. */
@ExtendWith(LocalAwsExtension.class)
class SecretRefusalsIT {
  /** Enough for any operation. */
  private static final String REQUEST =
      "{'SecretId':'$name', 'Name':'$name', 'SecretString':'x', 'VersionStage':'AWSCURRENT',"
          + " 'Tags':[], 'TagKeys':[]}";

  private final String name = "refused/" + UUID.randomUUID();
  private JsonCalls calls;

  @BeforeEach
  void createSecret(LocalAws aws) {
    calls = new JsonCalls(aws, "secretsmanager").with("name", name);
    JsonObject secret = calls.answer("CreateSecret", "{'Name':'$name','SecretString':'one'}");
    calls.with("first", secret.getString("VersionId")).with("arn", secret.getString("ARN"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetSecretValue",
        "PutSecretValue",
        "UpdateSecret",
        "UpdateSecretVersionStage",
        "DeleteSecret",
        "RestoreSecret",
        "DescribeSecret",
        "ListSecretVersionIds",
        "RotateSecret",
        "CancelRotateSecret",
        "TagResource",
        "UntagResource"
      })
  void aMissingSecretIsReported(String operation) {
    String arn = calls.answer("DescribeSecret", REQUEST).getString("ARN");
    for (String id :
        List.of(
            "none",
            arn + "x",
            arn.substring(0, arn.length() - 1),
            arn.replace("eu-west-1", "us-east-1"))) {
      calls
          .with("name", id)
          .assertRefused(
              operation,
              REQUEST,
              "ResourceNotFoundException",
              "Secrets Manager can't find the specified secret.");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GetSecretValue",
        "PutSecretValue",
        "UpdateSecret",
        "UpdateSecretVersionStage",
        "DeleteSecret",
        "RotateSecret",
        "CancelRotateSecret",
        "TagResource",
        "UntagResource"
      })
  void aSecretThatIsMarkedForDeletionCannotBeUsed(String operation) {
    calls.answer("DeleteSecret", "{'SecretId':'$name'}");
    calls.assertRefused(
        operation, REQUEST, "InvalidRequestException", "because it was marked for deletion.");
    assertThat(calls.answer("DescribeSecret", REQUEST).getValue("DeletedDate")).isNotNull();
    calls.assertRefused(
        "CreateSecret", REQUEST, "InvalidRequestException", "already scheduled for deletion.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "CreateSecret | {'Name':'$name','SecretString':'x'} | ResourceExistsException | already exists.",
        "CreateSecret | {'Name':'$name','SecretString':'x','ClientRequestToken':'$first'} | ResourceExistsException | already in use for a version of secret arn:",
        "CreateSecret | {'Name':'no spaces','SecretString':'x'} | ValidationException | Invalid name.",
        "CreateSecret | {'Name':'x$name','SecretString':'x','SecretBinary':'eA=='} | InvalidParameterException | both a binary secret value and a string",
        "PutSecretValue | {'SecretId':'$name'} | InvalidRequestException | You must provide either SecretString or SecretBinary.",
        "PutSecretValue | {'SecretId':'$name','SecretString':'two','ClientRequestToken':'$first'} | ResourceExistsException | already in use for a version of secret arn:",
        "UpdateSecret | {'SecretId':'$name','SecretString':'two','ClientRequestToken':'$first'} | ResourceExistsException | already in use for a version of secret arn:",
        "GetSecretValue | {'SecretId':'$name','VersionStage':'AWSPREVIOUS'} | ResourceNotFoundException | for staging label: AWSPREVIOUS",
        "GetSecretValue | {'SecretId':'$name','VersionStage':'awscurrent'} | ResourceNotFoundException | for staging label: awscurrent",
        "GetSecretValue | {'SecretId':'$name','VersionId':'11111111-1111-1111-1111-111111111111'} | ResourceNotFoundException | for VersionId: 1111",
        "GetSecretValue | {'SecretId':'$name','VersionId':'$first','VersionStage':'AWSPENDING'} | InvalidRequestException | not associated to the provided VersionId.",
        "BatchGetSecretValue | {} | InvalidParameterException | Either 'SecretIdList' or 'Filters' must be provided",
        "BatchGetSecretValue | {'SecretIdList':['a'],'Filters':[]} | InvalidParameterException | but not both.",
        "BatchGetSecretValue | {'SecretIdList':['a'],'MaxResults':1} | InvalidParameterException | Filters",
        "BatchGetSecretValue | {'SecretIdList':[$many]} | ValidationException | less than or equal to 20",
        "BatchGetSecretValue | {'Filters':[{'Key':'name','Values':['x']}],'MaxResults':21} | ValidationException | less than or equal to 20",
        "BatchGetSecretValue | {'Filters':[{'Key':'name','Values':['x']}],'NextToken':'made up'} | InvalidNextTokenException | isn't valid",
        "BatchGetSecretValue | {'Filters':[{'Key':'colour','Values':['x']}]} | ValidationException | colour",
        "ListSecrets | {'MaxResults':101} | ValidationException | less than or equal to 100",
        "ListSecrets | {'MaxResults':0} | ValidationException | greater than or equal to 1",
        "ListSecrets | {'NextToken':'made up'} | InvalidNextTokenException | isn't valid",
        "ListSecrets | {'Filters':[{'Key':'colour','Values':['x']}]} | ValidationException | colour",
        "ListSecrets | {'SortBy':'colour'} | ValidationException | enum value set: [created-date, last-accessed-date, last-changed-date, name]",
        "ListSecrets | {'SortOrder':'up'} | ValidationException | enum value set: [asc, desc]",
        "UpdateSecretVersionStage | {'SecretId':'$name','VersionStage':'X','MoveToVersionId':'11111111-1111-1111-1111-111111111111'} | ResourceNotFoundException | for VersionId: 1111",
        "UpdateSecretVersionStage | {'SecretId':'$name','VersionStage':'X','RemoveFromVersionId':'$first'} | InvalidParameterException | not currently attached to version",
        "UpdateSecretVersionStage | {'SecretId':'$name','VersionStage':'AWSCURRENT','RemoveFromVersionId':'$first'} | InvalidParameterException | can't be completely removed.",
        "UpdateSecretVersionStage | {'SecretId':'$name','VersionStage':'AWSCURRENT'} | InvalidParameterException | RemoveFromVersionId",
        "DeleteSecret | {'SecretId':'$name','RecoveryWindowInDays':6} | InvalidParameterException | between 7 and 30 days (inclusive).",
        "DeleteSecret | {'SecretId':'$name','RecoveryWindowInDays':31} | InvalidParameterException | between 7 and 30 days (inclusive).",
        "DeleteSecret | {'SecretId':'$name','RecoveryWindowInDays':7,'ForceDeleteWithoutRecovery':true} | InvalidParameterException | in conjunction with RecoveryWindowInDays.",
        "RotateSecret | {'SecretId':'$name'} | InvalidRequestException | No Lambda rotation function ARN",
        "CancelRotateSecret | {'SecretId':'$name'} | InvalidRequestException | can't cancel rotation",
        "GetRandomPassword | {'PasswordLength':4097} | ValidationException | less than or equal to 4096",
        "GetRandomPassword | {'PasswordLength':0} | ValidationException | greater than or equal to 1",
        "GetRandomPassword | {'PasswordLength':3} | InvalidParameterException | too short based on the required types.",
        "GetRandomPassword | {'ExcludeLowercase':true,'ExcludeUppercase':true,'ExcludeNumbers':true,'ExcludePunctuation':true} | InvalidParameterException | No characters are left",
      })
  void impossibleRequestsFailWithoutAnEffect(
      String operation, String request, String code, String message) {
    calls.with("many", "'x'" + ",'x'".repeat(20)).assertRefused(operation, request, code, message);
    JsonObject still = calls.answer("GetSecretValue", REQUEST);
    assertThat(still.getString("SecretString")).isEqualTo("one");
    assertThat(calls.answer("ListSecretVersionIds", REQUEST).getJsonArray("Versions")).hasSize(1);
  }

  @Test
  void secretsAreListedInTheRequestedOrder() {
    calls.answer("CreateSecret", "{'Name':'$name/b','SecretString':'x'}");
    calls.answer("CreateSecret", "{'Name':'$name/a','SecretString':'x'}");
    calls.answer("UpdateSecret", "{'SecretId':'$name/b','Description':'changed'}");
    assertThat(listed("")).containsExactly(name, name + "/b", name + "/a");
    assertThat(listed("'SortOrder':'desc',")).containsExactly(name + "/a", name + "/b", name);
    assertThat(listed("'SortBy':'name',")).containsExactly(name, name + "/a", name + "/b");
    assertThat(listed("'SortBy':'last-changed-date','SortOrder':'desc',"))
        .containsExactly(name + "/b", name + "/a", name);
  }

  private List<String> listed(String order) {
    return calls
        .answer("ListSecrets", "{" + order + "'Filters':[{'Key':'name','Values':['$name']}]}")
        .getJsonArray("SecretList")
        .stream()
        .map(secret -> ((JsonObject) secret).getString("Name"))
        .toList();
  }

  @Test
  void aRandomPasswordHasAllowedCharactersOnly() {
    assertThat(password("{}")).hasSize(32).matches(".*[a-z].*").matches(".*[A-Z].*");
    assertThat(password("{'PasswordLength':4}"))
        .hasSize(4)
        .matches(".*[a-z].*")
        .matches(".*[A-Z].*")
        .matches(".*\\d.*")
        .matches(".*[^a-zA-Z0-9].*");
    assertThat(
            password(
                "{'PasswordLength':500,'ExcludePunctuation':true,'ExcludeCharacters':'aB3','ExcludeNumbers':true,'IncludeSpace':true}"))
        .matches("[b-zAC-Z ]{500}")
        .contains(" ");
    assertThat(password("{}")).isNotEqualTo(password("{}"));
  }

  private String password(String request) {
    return calls.answer("GetRandomPassword", request).getString("RandomPassword");
  }
}
