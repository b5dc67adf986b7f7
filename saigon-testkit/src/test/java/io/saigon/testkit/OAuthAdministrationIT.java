package io.saigon.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Domains, resource servers, and the members of app clients that concern OAuth 2.0. */
@ExtendWith(LocalAwsExtension.class)
class OAuthAdministrationIT {
  private JsonCalls calls;

  @BeforeEach
  void createPool(LocalAws aws) {
    calls = new JsonCalls(aws, "cognito-idp");
    calls.with(
        "pool",
        calls
            .answer("CreateUserPool", "{'PoolName':'own'}")
            .getJsonObject("UserPool")
            .getString("Id"));
  }

  @Test
  void aPoolHasOneDomainWhichMustGoBeforeIt() {
    calls.with("domain", "d" + System.nanoTime());
    String body = "{'UserPoolId':'$pool','Domain':'$domain'}";
    assertThat(calls.answer("CreateUserPoolDomain", body).getInteger("ManagedLoginVersion"))
        .isEqualTo(1);

    JsonObject domain = description();
    assertThat(domain.getString("Status")).isEqualTo("ACTIVE");
    assertThat(domain.getString("AWSAccountId")).isEqualTo("000000000000");
    assertThat(
            calls
                .answer("DescribeUserPool", "{'UserPoolId':'$pool'}")
                .getJsonObject("UserPool")
                .getString("Domain"))
        .isEqualTo(domain.getString("Domain"));
    refused(
        "CreateUserPoolDomain",
        "{'UserPoolId':'$pool','Domain':'another'}",
        "User pool already has a domain configured.");
    calls.answer(
        "UpdateUserPoolDomain",
        "{'UserPoolId':'$pool','Domain':'$domain','ManagedLoginVersion':2}");
    assertThat(description().getInteger("ManagedLoginVersion")).isEqualTo(2);
    refused(
        "DeleteUserPool",
        "{'UserPoolId':'$pool'}",
        "User pool cannot be deleted. It has a domain configured that should be deleted first.");
    calls.answer("DeleteUserPoolDomain", body);
    assertThat(description()).isEmpty();
    refused("DeleteUserPoolDomain", body, "No such domain or user pool exists.");
    calls.answer("DeleteUserPool", "{'UserPoolId':'$pool'}");
  }

  @Test
  void aDomainBelongsToOnePool(LocalAws aws) {
    String url = aws.userPool().domainUrl().toString();
    calls.with("taken", url.substring(url.lastIndexOf('/') + 1));

    refused(
        "CreateUserPoolDomain",
        "{'UserPoolId':'$pool','Domain':'$taken'}",
        "Domain already associated with another user pool.");
    refused(
        "DeleteUserPoolDomain",
        "{'UserPoolId':'$pool','Domain':'$taken'}",
        "No such domain or user pool exists.");
  }

  @Test
  void aCustomDomainHasACertificate() {
    calls.with("domain", "auth" + System.nanoTime() + ".example.com");
    calls.with("arn", "arn:aws:acm:us-east-1:000000000000:certificate/1");
    String custom =
        "{'UserPoolId':'$pool','Domain':'$domain','CustomDomainConfig':{'CertificateArn':'$arn'}}";

    assertThat(calls.answer("CreateUserPoolDomain", custom).getString("CloudFrontDomain"))
        .endsWith(".cloudfront.net");
    assertThat(description().getJsonObject("CustomDomainConfig").getString("CertificateArn"))
        .startsWith("arn:aws:acm");
    assertThat(
            calls
                .answer("DescribeUserPool", "{'UserPoolId':'$pool'}")
                .getJsonObject("UserPool")
                .getString("CustomDomain"))
        .endsWith(".example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "my-aws-domain, Domain cannot contain reserved word: aws",
    "cognito1, Domain cannot contain reserved word: cognito",
    "Upper, Member must satisfy regular expression pattern",
    "-a, Member must satisfy regular expression pattern",
    "a.b, Member must satisfy regular expression pattern"
  })
  void prefixesOfDomainsHaveRules(String name, String message) {
    calls.with("name", name);
    refused("CreateUserPoolDomain", "{'UserPoolId':'$pool','Domain':'$name'}", message);
  }

  @Test
  void resourceServersAreCreatedListedChangedAndDeleted() {
    createServer("orders");
    createServer("https://stock.test");
    refused(
        "CreateResourceServer",
        "{'UserPoolId':'$pool','Identifier':'orders','Name':'again'}",
        "orders already exists in user pool");

    JsonObject first = calls.answer("ListResourceServers", "{'UserPoolId':'$pool','MaxResults':1}");
    assertThat(first.getJsonArray("ResourceServers")).hasSize(1);
    calls.with("next", first.getString("NextToken"));
    assertThat(
            calls
                .answer("ListResourceServers", "{'UserPoolId':'$pool','NextToken':'$next'}")
                .getJsonArray("ResourceServers")
                .getJsonObject(0)
                .getString("Identifier"))
        .isEqualTo("https://stock.test");
    calls.answer(
        "UpdateResourceServer",
        "{'UserPoolId':'$pool','Identifier':'orders','Name':'new','Scopes':"
            + "[{'ScopeName':'all','ScopeDescription':'All'}]}");
    String named = "{'UserPoolId':'$pool','Identifier':'orders'}";
    JsonObject server =
        calls.answer("DescribeResourceServer", named).getJsonObject("ResourceServer");
    assertThat(server.getString("Name")).isEqualTo("new");
    assertThat(server.getJsonArray("Scopes"))
        .isEqualTo(
            new JsonArray()
                .add(new JsonObject().put("ScopeName", "all").put("ScopeDescription", "All")));
    calls.answer("DeleteResourceServer", named);
    calls.assertRefused(
        "DescribeResourceServer",
        named,
        "ResourceNotFoundException",
        "Resource server does not exist.");
  }

  @Test
  void scopesHaveNamesWithoutSlashesAndDescriptions() {
    String server = "{'UserPoolId':'$pool','Identifier':'x','Name':'x','Scopes':[%s]}";

    refused(
        "CreateResourceServer",
        server.formatted("{'ScopeName':'a/b','ScopeDescription':'c'}"),
        "regular expression");
    refused(
        "CreateResourceServer", server.formatted("{'ScopeName':'a'}"), "Member must not be null");
  }

  @Test
  void theMembersOfAnAppClientAreKept() {
    createServer("orders");
    JsonObject created =
        client(
            "'AllowedOAuthFlowsUserPoolClient':true,'AllowedOAuthFlows':['code','implicit'],"
                + "'AllowedOAuthScopes':['openid','orders/read'],"
                + "'CallbackURLs':['https://a.test/in','myapp://in','http://localhost:3000'],"
                + "'LogoutURLs':['https://a.test/out'],'DefaultRedirectURI':'https://a.test/in',"
                + "'SupportedIdentityProviders':['COGNITO']");

    calls.with("client", created.getString("ClientId"));
    JsonObject described =
        calls
            .answer("DescribeUserPoolClient", "{'UserPoolId':'$pool','ClientId':'$client'}")
            .getJsonObject("UserPoolClient");
    assertThat(described).isEqualTo(created);
    assertThat(created.getBoolean("AllowedOAuthFlowsUserPoolClient")).isTrue();
    assertThat(created.getJsonArray("AllowedOAuthFlows")).containsExactly("code", "implicit");
    assertThat(created.getJsonArray("AllowedOAuthScopes")).containsExactly("openid", "orders/read");
    assertThat(created.getJsonArray("CallbackURLs")).hasSize(3);
    assertThat(created.getJsonArray("LogoutURLs")).containsExactly("https://a.test/out");
    assertThat(created.getString("DefaultRedirectURI")).isEqualTo("https://a.test/in");
    assertThat(created.getJsonArray("SupportedIdentityProviders")).containsExactly("COGNITO");
    JsonObject reset =
        calls
            .answer("UpdateUserPoolClient", "{'UserPoolId':'$pool','ClientId':'$client'}")
            .getJsonObject("UserPoolClient");
    assertThat(reset.getBoolean("AllowedOAuthFlowsUserPoolClient")).isFalse();
    assertThat(reset.fieldNames()).doesNotContain("CallbackURLs", "AllowedOAuthFlows");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'AllowedOAuthFlows':['token'] | InvalidParameterException | enum value set",
        "'AllowedOAuthScopes':['nope'] | ScopeDoesNotExistException | Invalid scope requested: nope",
        "'AllowedOAuthFlowsUserPoolClient':true | InvalidParameterException"
            + " | AllowedOAuthFlows and AllowedOAuthScopes are required",
        "'AllowedOAuthFlows':['code','client_credentials'],'CallbackURLs':['https://a.test']"
            + " | InvalidOAuthFlowException | can not be selected along with code flow",
        "'AllowedOAuthFlows':['client_credentials'] | InvalidOAuthFlowException"
            + " | can not be selected if client does not have a client secret.",
        "'GenerateSecret':true,'AllowedOAuthFlows':['client_credentials'],"
            + "'AllowedOAuthScopes':['openid'] | InvalidOAuthFlowException"
            + " | openid is not supported with client_credentials flow",
        "'AllowedOAuthFlows':['code'] | InvalidOAuthFlowException"
            + " | CallbackUrls can not be empty",
        "'CallbackURLs':['http://a.test'] | InvalidParameterException"
            + " | http://a.test cannot use the HTTP protocol.",
        "'LogoutURLs':['http://a.test'] | InvalidParameterException"
            + " | http://a.test cannot use the HTTP protocol.",
        "'CallbackURLs':['https://a.test/#x'] | InvalidParameterException | fragment",
        "'CallbackURLs':['/in'] | InvalidParameterException | absolute",
        "'DefaultRedirectURI':'https://a.test' | InvalidParameterException"
            + " | DefaultRedirectURI must be one of",
        "'SupportedIdentityProviders':['Google'] | InvalidParameterException"
            + " | The provider Google does not exist for User Pool"
      },
      quoteCharacter = '"')
  void appClientsHaveRules(String members, String code, String message) {
    calls.assertRefused(
        "CreateUserPoolClient",
        "{'UserPoolId':'$pool','ClientName':'c'," + members + "}",
        code,
        message);
  }

  private JsonObject client(String members) {
    return calls
        .answer("CreateUserPoolClient", "{'UserPoolId':'$pool','ClientName':'c'," + members + "}")
        .getJsonObject("UserPoolClient");
  }

  private void createServer(String identifier) {
    calls.with("server", identifier);
    calls.answer(
        "CreateResourceServer",
        "{'UserPoolId':'$pool','Identifier':'$server','Name':'a server','Scopes':"
            + "[{'ScopeName':'read','ScopeDescription':'Read'}]}");
  }

  private JsonObject description() {
    return calls
        .answer("DescribeUserPoolDomain", "{'Domain':'$domain'}")
        .getJsonObject("DomainDescription");
  }

  private void refused(String operation, String body, String message) {
    calls.assertRefused(operation, body, "InvalidParameterException", message);
  }
}
