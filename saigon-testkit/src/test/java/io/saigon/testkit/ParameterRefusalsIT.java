package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors of each operation of the Parameter Store. */
@ExtendWith(LocalAwsExtension.class)
class ParameterRefusalsIT {
  private JsonCalls calls;

  @BeforeEach
  void putParameters(LocalAws aws) {
    calls =
        new JsonCalls(aws, "ssm")
            .with("root", "/refused/" + UUID.randomUUID())
            .with("eleven", "'x1','x2','x3','x4','x5','x6','x7','x8','x9','x10','x11'")
            .with("large", "x".repeat(4097))
            .with("huge", "x".repeat(8193))
            .with("deep", "/a".repeat(16));
    calls.answer("PutParameter", "{'Name':'$root/a','Value':'one','Type':'String'}");
    calls.answer(
        "PutParameter", "{'Name':'$root/adv','Value':'one','Type':'String','Tier':'Advanced'}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "PutParameter | {'Name':'$root/a','Value':'two','Type':'String'} | ParameterAlreadyExists | To overwrite this value, set the overwrite option",
        "PutParameter | {'Name':'$root/a','Value':'two','Type':'StringList','Overwrite':true} | HierarchyTypeMismatchException | changing a parameter type",
        "PutParameter | {'Name':'$root/a','Value':'two','Type':'Number','Overwrite':true} | ValidationException | enum value set: [String, StringList, SecureString]",
        "PutParameter | {'Name':'$root/b','Value':'two'} | ValidationException | A parameter type is required",
        "PutParameter | {'Name':'$root/b','Value':'two','Type':'Number'} | ValidationException | enum value set: [String, StringList, SecureString]",
        "PutParameter | {'Name':'$root/b','Value':'two','Type':'String','Tier':'Premium'} | ValidationException | enum value set: [Standard, Advanced, Intelligent-Tiering]",
        "PutParameter | {'Name':'$root/b','Value':'','Type':'String'} | ValidationException | greater than or equal to 1",
        "PutParameter | {'Name':'$root/b','Value':'$large','Type':'String'} | ValidationException | maximum parameter value of 4096 characters",
        "PutParameter | {'Name':'$root/b','Value':'$large','Type':'String','Tier':'Standard'} | ValidationException | maximum parameter value of 4096 characters",
        "PutParameter | {'Name':'$root/b','Value':'$huge','Type':'String','Tier':'Advanced'} | ValidationException | maximum parameter value of 8192 characters",
        "PutParameter | {'Name':'$root/b','Value':'$huge','Type':'String','Tier':'Intelligent-Tiering'} | ValidationException | maximum parameter value of 8192 characters",
        "PutParameter | {'Name':'$root/adv','Value':'two','Tier':'Standard','Overwrite':true} | ValidationException | You can't downgrade a parameter",
        "PutParameter | {'Name':'with space','Value':'x','Type':'String'} | ValidationException | Parameter name: can't be prefixed",
        "PutParameter | {'Name':'AWS-thing','Value':'x','Type':'String'} | ValidationException | can't be prefixed with",
        "PutParameter | {'Name':'/ssm/x','Value':'x','Type':'String'} | ValidationException | can't be prefixed with",
        "PutParameter | {'Name':'not/absolute','Value':'x','Type':'String'} | ValidationException | fully qualified name",
        "PutParameter | {'Name':'$deep','Value':'x','Type':'String'} | HierarchyLevelLimitExceededException | maximum of 15 levels",
        "GetParameter | {'Name':'$root/none'} | ParameterNotFound | ",
        "GetParameter | {'Name':'$root/a:2'} | ParameterVersionNotFound | could not find version 2 of",
        "GetParameter | {'Name':'$root/a:label'} | ParameterVersionNotFound | could not find version label of",
        "GetParameter | {'Name':'arn:aws:ssm:us-east-1:000000000000:parameter$root/a'} | ParameterNotFound | ",
        "GetParameters | {'Names':[$eleven]} | ValidationException | less than or equal to 10",
        "GetParameters | {'Names':['$root/a','$root/a']} | ValidationException | Duplicate parameters",
        "GetParametersByPath | {'Path':'relative'} | ValidationException | must begin with a forward slash",
        "GetParametersByPath | {'Path':'$root','MaxResults':11} | ValidationException | less than or equal to 10",
        "GetParametersByPath | {'Path':'$root','MaxResults':0} | ValidationException | greater than or equal to 1",
        "GetParametersByPath | {'Path':'$root','NextToken':'made up'} | InvalidNextToken | isn't valid",
        "GetParametersByPath | {'Path':'$root','ParameterFilters':[{'Key':'Colour','Values':['x']}]} | ValidationException | Colour",
        "GetParametersByPath | {'Path':'$root','ParameterFilters':[{'Key':'Type','Option':'Near','Values':['x']}]} | InvalidFilterOption | Near",
        "DescribeParameters | {'MaxResults':51} | ValidationException | less than or equal to 50",
        "DescribeParameters | {'NextToken':'made up'} | InvalidNextToken | isn't valid",
        "DescribeParameters | {'ParameterFilters':[{'Key':'Colour','Values':['x']}]} | ValidationException | Colour",
        "DescribeParameters | {'ParameterFilters':[{'Key':'Name','Option':'Near','Values':['x']}]} | InvalidFilterOption | Near",
        "GetParameterHistory | {'Name':'$root/none'} | ParameterNotFound | ",
        "GetParameterHistory | {'Name':'$root/a','MaxResults':51} | ValidationException | less than or equal to 50",
        "GetParameterHistory | {'Name':'$root/a','NextToken':'made up'} | InvalidNextToken | isn't valid",
        "LabelParameterVersion | {'Name':'$root/none','Labels':['x']} | ParameterNotFound | ",
        "LabelParameterVersion | {'Name':'$root/a','Labels':[]} | ValidationException | 'labels' failed to satisfy constraint",
        "LabelParameterVersion | {'Name':'$root/a','ParameterVersion':2,'Labels':['x']} | ParameterVersionNotFound | could not find version 2 of",
        "LabelParameterVersion | {'Name':'$root/a','Labels':[$eleven]} | ValidationException | less than or equal to 10",
        "DeleteParameter | {'Name':'$root/none'} | ParameterNotFound | ",
        "DeleteParameters | {'Names':[$eleven]} | ValidationException | less than or equal to 10",
      })
  void impossibleRequestsFailWithoutAnEffect(
      String operation, String request, String code, String message) {
    calls.assertRefused(operation, request, code, message == null ? "" : message);
    for (String name : new String[] {"$root/a", "$root/adv"}) {
      JsonObject still =
          calls.answer("GetParameter", "{'Name':'" + name + "'}").getJsonObject("Parameter");
      assertThat(still.getString("Value")).isEqualTo("one");
      assertThat(still.getInteger("Version")).isEqualTo(1);
    }
    calls.assertRefused("GetParameter", "{'Name':'$root/b'}", "ParameterNotFound", "");
  }

  @Test
  void aVersionHasTenLabelsAtMost() {
    calls.answer(
        "LabelParameterVersion",
        "{'Name':'$root/a','Labels':['x1','x2','x3','x4','x5','x6','x7','x8','x9','x10']}");
    calls.assertRefused(
        "LabelParameterVersion",
        "{'Name':'$root/a','Labels':['x11']}",
        "ParameterVersionLabelLimitExceeded",
        "maximum of ten labels");
  }

  @ParameterizedTest
  @CsvSource({"1st", "aws-x", "SSM.x", "with space", "a/b"})
  void aLabelOutsideTheRulesIsListedAndNotAttached(String label) {
    JsonObject answer =
        calls.answer(
            "LabelParameterVersion", "{'Name':'$root/a','Labels':['" + label + "','good']}");
    assertThat(answer.getJsonArray("InvalidLabels")).hasSize(1);
    assertThat(calls.answer("GetParameter", "{'Name':'$root/a:good'}")).isNotNull();
    assertThat(
            calls
                .answer("GetParameterHistory", "{'Name':'$root/a'}")
                .getJsonArray("Parameters")
                .getJsonObject(0)
                .getJsonArray("Labels"))
        .containsExactly("good");
  }

  @Test
  void advancedParametersStayAdvancedAndLabelsMoveBetweenVersions() {
    JsonObject next =
        calls.answer("PutParameter", "{'Name':'$root/adv','Value':'$large','Overwrite':true}");
    assertThat(next.getString("Tier")).isEqualTo("Advanced");
    calls.answer(
        "LabelParameterVersion", "{'Name':'$root/adv','ParameterVersion':1,'Labels':['l']}");
    calls.answer("LabelParameterVersion", "{'Name':'$root/adv','Labels':['l']}");
    assertThat(
            calls
                .answer("GetParameter", "{'Name':'$root/adv:l'}")
                .getJsonObject("Parameter")
                .getInteger("Version"))
        .isEqualTo(2);
  }

  @Test
  void aHundredVersionsAreKeptUnlessTheOldestHasALabel() {
    for (int i = 2; i <= 100; i++) {
      put();
    }
    calls.answer("LabelParameterVersion", "{'Name':'$root/a','ParameterVersion':1,'Labels':['l']}");
    calls.assertRefused(
        "PutParameter",
        "{'Name':'$root/a','Value':'x','Overwrite':true}",
        "ParameterMaxVersionLimitExceeded",
        "bears a label");
    calls.answer("LabelParameterVersion", "{'Name':'$root/a','Labels':['l']}");
    put();
    calls.assertRefused(
        "GetParameter", "{'Name':'$root/a:1'}", "ParameterVersionNotFound", "version 1 of");
  }

  @Test
  void aSecureValueIsReturnedOnlyWithDecryption() {
    calls.answer("PutParameter", "{'Name':'$root/s','Value':'hunter2','Type':'SecureString'}");
    for (String[] read :
        new String[][] {
          {"GetParameter", "{'Name':'$root/s'%s}"},
          {"GetParameters", "{'Names':['$root/s']%s}"},
          {"GetParametersByPath", "{'Path':'$root'%s}"},
          {"GetParameterHistory", "{'Name':'$root/s'%s}"}
        }) {
      assertThat(calls.signed(read[0], read[1].formatted("")).body())
          .contains("SecureString")
          .doesNotContain("hunter2");
      assertThat(calls.signed(read[0], read[1].formatted(",'WithDecryption':false")).body())
          .doesNotContain("hunter2");
      assertThat(calls.signed(read[0], read[1].formatted(",'WithDecryption':true")).body())
          .contains("hunter2");
    }
    assertThat(calls.signed("DescribeParameters", "{}").body()).doesNotContain("hunter2");
  }

  private void put() {
    calls.answer("PutParameter", "{'Name':'$root/a','Value':'x','Overwrite':true}");
  }
}
