package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names, values that are overwritten, and filters of parameters. */
@ExtendWith(LocalAwsExtension.class)
class ParameterRulesIT {
  private final String name = "p" + UUID.randomUUID();
  private JsonCalls calls;

  @BeforeEach
  void putParameter(LocalAws aws) {
    calls = new JsonCalls(aws, "ssm").with("name", name);
    calls.answer("PutParameter", "{'Name':'$name','Value':'one','Type':'String'}");
  }

  private JsonObject described(String filtered) {
    return calls
        .answer(
            "DescribeParameters",
            "{'ParameterFilters':[{'Key':'Name','Values':['" + filtered + "']}]}")
        .getJsonArray("Parameters")
        .getJsonObject(0);
  }

  @Test
  void aNameOutsideAHierarchyIsTheSameWithASlash() {
    JsonObject read = calls.answer("GetParameter", "{'Name':'/$name'}").getJsonObject("Parameter");
    assertThat(read.getString("Value")).isEqualTo("one");
    assertThat(read.getString("Name")).isEqualTo("/" + name);
    assertThat(read.getString("ARN")).endsWith(":parameter/" + name);
    assertThat(described("/" + name).getString("Name")).isEqualTo(name);
    calls.assertRefused(
        "PutParameter",
        "{'Name':'/$name','Value':'two','Type':'String'}",
        "ParameterAlreadyExists",
        "");
    calls.answer(
        "AddTagsToResource",
        "{'ResourceType':'Parameter','ResourceId':'/$name','Tags':[{'Key':'a','Value':'b'}]}");
    assertThat(
            calls
                .answer("ListTagsForResource", "{'ResourceType':'Parameter','ResourceId':'$name'}")
                .getJsonArray("TagList"))
        .hasSize(1);
    calls.answer("LabelParameterVersion", "{'Name':'/$name','Labels':['$name']}");
    assertThat(
            calls
                .answer(
                    "GetParametersByPath",
                    "{'Path':'/','ParameterFilters':[{'Key':'Label','Values':['$name']}]}")
                .getJsonArray("Parameters"))
        .hasSize(1);
    calls.answer("DeleteParameter", "{'Name':'/$name'}");
    calls.assertRefused("GetParameter", "{'Name':'$name'}", "ParameterNotFound", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "/a//b", "/a b", "{a}", "/a/"})
  void aNameThatNoParameterCanHaveIsRefused(String malformed) {
    calls.assertRefused(
        "GetParameter",
        "{'Name':'" + malformed + "'}",
        "ValidationException",
        "each sub-path can be formed as a mix of letters");
    JsonObject many = calls.answer("GetParameters", "{'Names':['" + malformed + "','$name']}");
    assertThat(many.getJsonArray("InvalidParameters")).containsExactly(malformed);
    assertThat(many.getJsonArray("Parameters")).hasSize(1);
  }

  @Test
  void anOverwrittenParameterKeepsWhatTheRequestLeavesOut() {
    String secure = "/" + name + "/secure";
    calls
        .with("secure", secure)
        .answer(
            "PutParameter",
            "{'Name':'$secure','Value':'12','Type':'SecureString','KeyId':'alias/mine',"
                + "'Description':'a number','AllowedPattern':'[0-9]+'}");
    calls.answer("PutParameter", "{'Name':'$secure','Value':'34','Overwrite':true}");
    JsonObject kept = described(secure);
    assertThat(kept.getInteger("Version")).isEqualTo(2);
    assertThat(kept.getString("Description")).isEqualTo("a number");
    assertThat(kept.getString("AllowedPattern")).isEqualTo("[0-9]+");
    assertThat(kept.getString("KeyId")).isEqualTo("alias/mine");
    assertThat(kept.getJsonArray("Policies")).isEmpty();
    calls.assertRefused(
        "PutParameter",
        "{'Name':'$secure','Value':'x','Overwrite':true}",
        "ParameterPatternMismatchException",
        "[0-9]+");
    calls.answer(
        "PutParameter",
        "{'Name':'$secure','Value':'x','Overwrite':true,'AllowedPattern':'','Description':'text'}");
    assertThat(described(secure).containsKey("AllowedPattern")).isFalse();
    assertThat(described(secure).getString("Description")).isEqualTo("text");
    JsonArray history =
        calls.answer("GetParameterHistory", "{'Name':'$secure'}").getJsonArray("Parameters");
    assertThat(history.getJsonObject(0).getString("Description")).isEqualTo("a number");
  }

  @Test
  void aSecretIsReadAsAParameter(LocalAws aws) {
    JsonCalls secrets = new JsonCalls(aws, "secretsmanager").with("name", name);
    secrets.answer("CreateSecret", "{'Name':'$name','SecretString':'one'}");
    JsonObject secret = secrets.answer("PutSecretValue", "{'SecretId':'$name','SecretString':'2'}");
    calls.with("secret", "/aws/reference/secretsmanager/" + name);
    JsonObject read =
        calls
            .answer("GetParameter", "{'Name':'$secret','WithDecryption':true}")
            .getJsonObject("Parameter");
    assertThat(read.getString("Value")).isEqualTo("2");
    assertThat(read.getString("Type")).isEqualTo("SecureString");
    assertThat(read.getString("ARN")).isEqualTo(secret.getString("ARN"));
    assertThat(new JsonObject(read.getString("SourceResult")).getString("versionId"))
        .isEqualTo(secret.getString("VersionId"));
    JsonObject many =
        calls.answer(
            "GetParameters",
            "{'Names':['$secret:AWSPREVIOUS','$secret:NONE','$name'],'WithDecryption':true}");
    assertThat(many.getJsonArray("Parameters").getJsonObject(0).getString("Value"))
        .isEqualTo("one");
    assertThat(many.getJsonArray("InvalidParameters")).hasSize(1);
    calls.assertRefused(
        "GetParameter", "{'Name':'$secret'}", "ValidationException", "WithDecryption flag");
    calls.assertRefused(
        "GetParameter",
        "{'Name':'/aws/reference/secretsmanager/none','WithDecryption':true}",
        "ParameterNotFound",
        "Secret /aws/reference/secretsmanager/none not found.");
  }

  @Test
  void aVersionNamesWhoMadeIt(LocalAws aws) {
    assertThat(described(name).getString("LastModifiedUser"))
        .isEqualTo("arn:aws:iam::000000000000:user/local");
    var session =
        Clients.tokens(aws)
            .assumeRole(
                r -> r.roleArn("arn:aws:iam::000000000000:role/pod").roleSessionName("parameters"));
    Clients.parameters(aws, TokensIT.keys(session.credentials()))
        .putParameter(r -> r.name(name).value("two").overwrite(true));
    assertThat(described(name).getString("LastModifiedUser"))
        .isEqualTo(session.assumedRoleUser().arn());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "PutParameter | {'Name':'/aws/x','Value':'x','Type':'String'} | AccessDeniedException | No access to reserved parameter name: /aws/x.",
        "PutParameter | {'Name':'/a//b','Value':'x','Type':'String'} | ValidationException | sub-paths divided by slash symbol",
        "PutParameter | {'Name':'/a','Value':'{{ssm:b}}','Type':'String'} | ValidationException | can't nest another parameter",
        "PutParameter | {'Name':'/a','Value':'','Type':'String'} | ValidationException | Value at 'value' failed",
        "GetParametersByPath | {'Path':'/a b'} | ValidationException | must begin with a forward slash",
        "GetParametersByPath | {'Path':'/a','ParameterFilters':[{'Key':'Label','Option':'BeginsWith','Values':['x']}]} | InvalidFilterOption | [Equals]",
        "GetParametersByPath | {'Path':'/a','ParameterFilters':[{'Key':'Name','Values':['x']}]} | InvalidFilterKey | Name",
        "DescribeParameters | {'ParameterFilters':[{'Key':'Label','Values':['x']}]} | InvalidFilterKey | Label",
        "DescribeParameters | {'ParameterFilters':[{'Key':'KeyId','Option':'Contains','Values':['x']}]} | InvalidFilterOption | Contains",
        "DescribeParameters | {'ParameterFilters':[{'Key':'Name','Values':['x']},{'Key':'Name','Values':['y']}]} | InvalidFilterKey | duplicated",
        "DescribeParameters | {'ParameterFilters':[{'Key':'Name'}]} | InvalidFilterValue | missing",
        "DescribeParameters | {'ParameterFilters':[{'Key':'Path','Option':'Equals','Values':['/x']}]} | InvalidFilterOption | [Recursive, OneLevel]",
        "DescribeParameters | {'ParameterFilters':[{'Key':'Path','Values':['x']}]} | ValidationException | must begin with a forward slash",
        "DescribeParameters | {'ParameterFilters':[{'Key':'Path','Values':['/aws']}]} | ValidationException | can't be prefixed with",
      })
  void whatTheParameterStoreRefusesIsRefused(
      String operation, String body, String code, String message) {
    calls.assertRefused(operation, body, code, message);
  }

  @Test
  void namesAreFilteredByTheirBeginningAndByAPart() {
    calls.answer("PutParameter", "{'Name':'/$name-b','Value':'two','Type':'String'}");
    for (List<String> filter :
        List.of(
            List.of("BeginsWith", name),
            List.of("BeginsWith", "/" + name),
            List.of("Contains", name.substring(1)))) {
      assertThat(
              calls
                  .answer(
                      "DescribeParameters",
                      "{'ParameterFilters':[{'Key':'Name','Option':'%s','Values':['%s']}]}"
                          .formatted(filter.get(0), filter.get(1)))
                  .getJsonArray("Parameters"))
          .as(filter.toString())
          .hasSize(2);
    }
  }
}
