package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of answers, tokens, labels and filters of secrets. */
@ExtendWith(LocalAwsExtension.class)
class SecretRulesIT {
  private static final String TOKEN = "11111111-1111-1111-1111-111111111111";

  private final String name = "rules/" + UUID.randomUUID();
  private LocalAws aws;
  private JsonCalls calls;

  @BeforeEach
  void take(LocalAws aws) {
    this.aws = aws;
    calls = new JsonCalls(aws, "secretsmanager").with("name", name).with("token", TOKEN);
  }

  private JsonObject described() {
    return calls.answer("DescribeSecret", "{'SecretId':'$name'}");
  }

  private List<JsonObject> versions() {
    return calls
        .answer("ListSecretVersionIds", "{'SecretId':'$name','IncludeDeprecated':true}")
        .getJsonArray("Versions")
        .stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  @Test
  void aSecretWithoutAValueOrTagsHasNoListsOfThem() {
    calls.answer("CreateSecret", "{'Name':'$name'}");
    assertThat(described().fieldNames())
        .containsExactlyInAnyOrder("ARN", "Name", "CreatedDate", "LastChangedDate");
    calls.answer("TagResource", "{'SecretId':'$name','Tags':[{'Key':'a','Value':'b'}]}");
    calls.answer("UntagResource", "{'SecretId':'$name','TagKeys':['a']}");
    assertThat(described().getJsonArray("Tags")).isEmpty();
  }

  @Test
  void versionsHaveTheirKeyAndTheDayOfTheLastAccess() {
    calls.answer("CreateSecret", "{'Name':'$name','SecretString':'one','KmsKeyId':'alias/mine'}");
    calls.answer("GetSecretValue", "{'SecretId':'$name'}");
    calls.answer("PutSecretValue", "{'SecretId':'$name','SecretString':'two'}");
    calls.answer("PutSecretValue", "{'SecretId':'$name','SecretString':'three'}");
    assertThat(versions().get(0).fieldNames())
        .containsExactlyInAnyOrder("VersionId", "CreatedDate", "KmsKeyIds", "LastAccessedDate");
    assertThat(versions().get(0).getJsonArray("KmsKeyIds")).containsExactly("alias/mine");
    assertThat(versions().get(2).containsKey("LastAccessedDate")).isFalse();
    assertThat(versions().get(2).getJsonArray("VersionStages")).containsExactly("AWSCURRENT");
  }

  @Test
  void aVersionThatWasCurrentIsPendingNoLonger() {
    String first =
        calls.answer("CreateSecret", "{'Name':'$name','SecretString':'1'}").getString("VersionId");
    calls.answer(
        "PutSecretValue",
        "{'SecretId':'$name','SecretString':'2','VersionStages':['AWSPENDING','MINE'],"
            + "'ClientRequestToken':'$token'}");
    calls
        .with("first", first)
        .answer(
            "UpdateSecretVersionStage",
            "{'SecretId':'$name','VersionStage':'AWSCURRENT','MoveToVersionId':'$token',"
                + "'RemoveFromVersionId':'$first'}");
    assertThat(stages(TOKEN)).containsExactly("AWSCURRENT", "AWSPENDING", "MINE");
    calls.answer("PutSecretValue", "{'SecretId':'$name','SecretString':'3'}");
    assertThat(stages(TOKEN)).containsExactly("AWSPREVIOUS", "MINE");
  }

  private JsonArray stages(String version) {
    return described().getJsonObject("VersionIdsToStages").getJsonArray(version);
  }

  @Test
  void aRotationByAKnownTokenReplacesNoValue() {
    calls.answer(
        "CreateSecret", "{'Name':'$name','SecretString':'one','ClientRequestToken':'$token'}");
    String function = "arn:aws:lambda:eu-west-1:000000000000:function:" + UUID.randomUUID();
    aws.rotationFunction(function, (step, secret, token) -> {});
    JsonObject answer =
        calls
            .with("function", function)
            .answer(
                "RotateSecret",
                "{'SecretId':'$name','RotationLambdaARN':'$function','ClientRequestToken':'$token'}");
    assertThat(answer.getString("VersionId")).isEqualTo(TOKEN);
    assertThat(calls.answer("GetSecretValue", "{'SecretId':'$name'}").getString("SecretString"))
        .isEqualTo("one");
  }

  @ParameterizedTest
  @CsvSource({
    "CreateSecret, InvalidRequestException",
    "PutSecretValue, InvalidRequestException",
    "UpdateSecret, InvalidRequestException",
    "RotateSecret, InvalidParameterException",
  })
  void aRequestThatMakesAVersionNeedsAToken(String operation, String code) {
    String id = operation.equals("CreateSecret") ? "Name" : "SecretId";
    HttpResponse<String> answer =
        Wire.call(
            aws,
            Wire.admin(aws, "secretsmanager"),
            "secretsmanager." + operation,
            "{\"%s\":\"%s\",\"SecretString\":\"x\"}".formatted(id, name));
    JsonCalls.assertRefused(answer, code, "You must provide a ClientRequestToken value.");
  }

  @Test
  void theLargestBinaryValueIsTaken() {
    String most = java.util.Base64.getEncoder().encodeToString(new byte[65_536]);
    calls.with("most", most).answer("CreateSecret", "{'Name':'$name','SecretBinary':'$most'}");
    assertThat(calls.answer("GetSecretValue", "{'SecretId':'$name'}").getString("SecretBinary"))
        .isEqualTo(most);
  }

  @Test
  void descriptionsAndAllAttributesAreSearchedByWords() {
    calls.answer(
        "CreateSecret",
        "{'Name':'$name/a','Description':'The orders of the shop',"
            + "'Tags':[{'Key':'team','Value':'ProdBlue'}]}");
    for (String filter :
        List.of(
            "{'Key':'description','Values':['shop ord']}",
            "{'Key':'all','Values':['prod']}",
            "{'Key':'all','Values':['BLUE']}")) {
      assertThat(found(filter)).as(filter).containsExactly(name + "/a");
    }
    for (String filter :
        List.of(
            "{'Key':'description','Values':['rders']}",
            "{'Key':'all','Values':['lue']}",
            "{'Key':'all','Values':['shop blue']}")) {
      assertThat(found(filter)).as(filter).isEmpty();
    }
  }

  private List<String> found(String filter) {
    return calls
        .answer("ListSecrets", "{'Filters':[{'Key':'name','Values':['$name']}," + filter + "]}")
        .getJsonArray("SecretList")
        .stream()
        .map(secret -> ((JsonObject) secret).getString("Name"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'Statement':[]}",
        "{'Statement':[1]}",
        "{'Statement':{'Effect':'Allow','Principal':'*'}}",
        "{'Statement':{'Effect':'Perhaps','Principal':'*','Action':'*'}}",
        "{'Statement':{'Effect':'Allow','Action':'*','Resource':'*'}}",
      })
  void aPolicyWithoutWholeStatementsIsRefused(String policy) {
    calls.answer("CreateSecret", "{'Name':'$name','SecretString':'one'}");
    calls
        .with("policy", policy.replace("'", "\\\""))
        .assertRefused(
            "PutResourcePolicy",
            "{'SecretId':'$name','ResourcePolicy':'$policy'}",
            "MalformedPolicyDocumentException",
            "");
  }

  @Test
  void aPolicyForEverybodyIsPublicInEveryForm() {
    calls.answer("CreateSecret", "{'Name':'$name','SecretString':'one'}");
    String policy =
        "{'Statement':{'Effect':'Allow','Principal':{'AWS':['*']},'Action':'*','Resource':'*'}}";
    calls
        .with("policy", policy.replace("'", "\\\""))
        .assertRefused(
            "PutResourcePolicy",
            "{'SecretId':'$name','ResourcePolicy':'$policy','BlockPublicPolicy':true}",
            "PublicPolicyException",
            "broad access");
    calls.assertRefused(
        "ValidateResourcePolicy",
        "{'SecretId':'none','ResourcePolicy':'$policy'}",
        "ResourceNotFoundException",
        "can't find the specified secret.");
  }
}
